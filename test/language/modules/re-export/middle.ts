export { a, b as renamed, default } from './inner';
export * from './other';
export * as inner from './inner';
