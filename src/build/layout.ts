/** The hash of the layout: what the bytes of an image depend on besides the program. Two builds with the same hash read each other's images. */
import * as layouts from '../../assembly/layouts';
import * as messageFormat from '../../assembly/marshal/format';
import * as memoryMap from '../../assembly/memory-map';
import * as messages from '../../assembly/messages';
import * as names from '../../assembly/names';
import * as opcodes from '../../assembly/opcodes';
import * as values from '../../assembly/value';
import * as work from '../../assembly/work-kinds';
import { sha256 } from '../bytecode/checksums';
import type { CodeImage } from '../bytecode/code-image';

/**
 * The memory map, the layouts of the heap's objects and of messages, all numbers that an image can hold, and the library's code, as it
 * lies in every Vm.
 * @param library the library linked by itself
 */
export function layoutHashOf(library: CodeImage): string {
  const modules = [memoryMap, layouts, messageFormat, messages, names, opcodes, values, work];
  const constants = modules.map((module) =>
    Object.entries(module).flatMap(([name, value]) => described(name, value)),
  );
  const tables = [names.knownKeys(), names.wellKnownSymbols(), opcodes.opcodeTable()];
  return sha256(
    new TextEncoder().encode(JSON.stringify([constants, tables, sha256(library.bytes)])),
  );
}

/** Numbers and enums by name; functions are code, which may change. */
function described(name: string, value: unknown): [string, unknown][] {
  return typeof value === 'function' ? [] : [[name, value]];
}
