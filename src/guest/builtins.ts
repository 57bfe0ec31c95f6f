/**
 * The table of builtin objects: what a program finds under each name, and what runs behind it. The core's own builtins
 * come first, in the order of `coreBuiltins()`.
 */
import { coreBuiltins } from '../../assembly/names';
import type { BuiltinTable } from '../bytecode/builtin-table';

/** Every builtin object, by builtin index. */
export function builtinTable(): BuiltinTable {
  return coreBuiltins().map((name) => ({
    name,
    kind: name === 'Array.prototype' ? 'array' : 'object',
    prototype: name === 'Object.prototype' ? null : 'Object.prototype',
    properties: [],
  }));
}
