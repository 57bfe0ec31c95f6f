/** What the tests of assembly/numbers and assembly/math call; not a part of the core. */
export * from '../math/index';
export * from './digits';
export * from './format';
export * from './parse';
export { storePowerOfTen } from './powers-of-ten';
