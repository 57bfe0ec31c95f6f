/**
 * The guest library as it was built: decoded once, the same for every program. It is verified where it is built.
 */
import { libraryBase64, libraryBuiltins, libraryHash, libraryNatives } from '../generated/library';
import { decodeUnit } from './format';
import type { LinkOptions } from './linker';
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
    unit: decodeUnit(bytesOfBase64(libraryBase64)),
    link: { builtins: libraryBuiltins, natives: new Map(libraryNatives) },
    hash: libraryHash,
  };
  return library;
}

function bytesOfBase64(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
