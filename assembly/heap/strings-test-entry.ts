/** What test/core/strings.test.ts calls; not a part of the core. */
export * from './strings';
export { runWork, startGrowElements } from '../work';
export { callStringNative } from '../natives/string';
