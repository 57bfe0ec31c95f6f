/**
 * Which function an exported name of the guest library is. Library modules export function declarations only, so it
 * can be read off their top-level code: the closure that initialises the exported variable.
 */
import { Op } from '../../assembly/opcodes';
import { VmError } from '../vm/errors';
import { CodeReader, instructions } from './instructions';
import type { Unit } from './unit';

/** Exported name → function index, over all modules of a library unit. */
export function libraryExports(unit: Unit): Map<string, number> {
  const exported = new Map<string, number>();
  const functionOfGlobal = new Map<number, number>();
  for (const { init } of unit.modules) findInitialisations(unit, init, functionOfGlobal);
  for (const { exports } of unit.modules) {
    for (const row of exports) {
      const found = functionOfGlobal.get(row.global);
      if (found === undefined) continue;
      const name = unit.strings[row.name];
      if (exported.has(name) && exported.get(name) !== found) {
        throw new VmError('BAD_BYTECODE', `two modules of the library export '${name}'`);
      }
      exported.set(name, found);
    }
  }
  return exported;
}

/** Follows closures from CLOSURE through registers to INITG or STOREG. */
function findInitialisations(unit: Unit, init: number, functions: Map<number, number>): void {
  const code = new CodeReader(unit.functions[init].code);
  const closures = new Map<number, number>();
  for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
    const op = code.op(word);
    if (op === Op.CLOSURE) {
      closures.set(code.a(word), code.extraLow(word));
    } else if (op === Op.INITG || op === Op.STOREG) {
      const found = closures.get(code.a(word));
      if (found !== undefined) functions.set(code.extraLow(word), found);
    } else if (instructions[op].a === 'def') {
      closures.delete(code.a(word));
    }
  }
}
