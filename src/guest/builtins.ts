/**
 * The table of builtin objects: what a program finds under each name, and what runs behind it. The core's own builtins
 * come first, in the order of `coreBuiltins()`.
 */
import { coreBuiltins } from '../../assembly/names';
import type { BuiltinObject, BuiltinTable } from '../bytecode/builtin-table';
import { builtinGlobals } from '../compiler/globals';

const row = (name: string, global: boolean): BuiltinObject => ({
  name,
  global,
  kind: name === 'Array.prototype' ? 'array' : 'object',
  prototype: name === 'Object.prototype' ? null : 'Object.prototype',
  properties: [],
});

/** Every builtin object, by builtin index. Rows without properties: what they hold is still to come. */
export function builtinTable(): BuiltinTable {
  return [
    ...coreBuiltins().map((name) => row(name, false)),
    ...builtinGlobals.map((name) => row(name, true)),
  ];
}
