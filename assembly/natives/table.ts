/**
 * All natives, by number. Each family file exports its rows and its switch; ids of a family start at its base.
 */
import { arrayNatives } from './array';
import { collectionNatives } from './collections';
import { hostNatives } from './host';
import { numberNatives } from './number';
import { objectNatives } from './object';
import { promiseNatives } from './promise';
import { stringNatives } from './string';
import type { NativeRow } from './row';

export { NativeRow } from './row';

/** Every native. Not compiled into the core. */
export function nativeTable(): NativeRow[] {
  return [
    ...objectNatives(),
    ...arrayNatives(),
    ...stringNatives(),
    ...numberNatives(),
    ...collectionNatives(),
    ...promiseNatives(),
    ...hostNatives(),
  ];
}
