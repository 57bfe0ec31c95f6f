/**
 * What the bytes of an image depend on besides the program: the memory map, the tables that the core and the linker share, and the
 * guest library, whose code lies at the same addresses in every Vm. Two builds with the same hash read each other's images.
 */
import { REGION_VERSION } from '../../assembly/memory-map';
import { coreBuiltins, knownKeys, libraryHelpers, wellKnownSymbols } from '../../assembly/names';
import { opcodeTable } from '../../assembly/opcodes';
import { sha256 } from '../bytecode/checksums';
import { guestLibrary } from '../bytecode/library';

let known: string | undefined;

/** The SHA-256 of the layout, in hexadecimal. */
export function layoutHash(): string {
  known ??= sha256(
    new TextEncoder().encode(
      JSON.stringify([
        REGION_VERSION,
        opcodeTable().map(({ name, a, b, c, extra }) => [name, a, b, c, extra]),
        knownKeys(),
        wellKnownSymbols(),
        libraryHelpers(),
        coreBuiltins(),
        guestLibrary().hash,
      ]),
    ),
  );
  return known;
}
