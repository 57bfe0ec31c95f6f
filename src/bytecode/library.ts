/**
 * The guest library as it was built: decoded once, the same for every program. It is verified where it is built.
 */
import {
  libraryBase64,
  libraryBuiltins,
  libraryBytes,
  libraryHash,
  libraryNatives,
} from '../generated/library';
import { unpackBase64 } from '../unlzma';
import type { LinkOptions } from './linker';
import { unpackUnit } from './packed-unit';
import type { Unit } from './unit';

/** The library and what is linked with it. */
export interface GuestLibrary {
  readonly unit: Unit;
  readonly link: LinkOptions;
  /** Part of the core's version: programs linked with another library are other programs. */
  readonly hash: string;
}

let library: GuestLibrary | undefined;

/** The guest library. */
export function guestLibrary(): GuestLibrary {
  library ??= {
    unit: unpackUnit(unpackBase64(libraryBase64, libraryBytes)),
    link: { builtins: libraryBuiltins, natives: new Map(libraryNatives) },
    hash: libraryHash,
  };
  return library;
}
