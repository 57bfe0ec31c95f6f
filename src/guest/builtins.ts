/**
 * The table of builtin objects: what a program finds under each name, and what runs behind it. The core's own builtins
 * come first, in the order of `coreBuiltins()`.
 */
import { coreBuiltins } from '../../assembly/names';
import type { BuiltinObject, BuiltinTable } from '../bytecode/builtin-table';

const row = (name: string, global: boolean): BuiltinObject => ({
  name,
  global,
  kind: name === 'Array.prototype' ? 'array' : 'object',
  prototype: name === 'Object.prototype' ? null : 'Object.prototype',
  properties: [],
});

/** Names that the library's own code uses. Rows without properties: what they hold is still to come. */
const globals = [
  'Error',
  'TypeError',
  'RangeError',
  'String',
  'Math',
  'Array',
  'Object',
  'Map',
  'Set',
];

/** Every builtin object, by builtin index. */
export function builtinTable(): BuiltinTable {
  return [
    ...coreBuiltins().map((name) => row(name, false)),
    ...globals.map((name) => row(name, true)),
  ];
}
