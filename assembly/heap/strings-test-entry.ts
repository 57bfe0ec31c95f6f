/** What test/core/strings.test.ts calls; not a part of the core. */
export * from './comparison';
export * from './intern';
export * from './ropes';
export * from './string-conversion';
export * from './strings';
export { runWork, startGrowElements } from '../work';
export { serviceMemory } from './collect';
export { callStringNative } from '../natives/string';
