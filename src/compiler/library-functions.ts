/**
 * The functions of the guest library are reached without its modules having run: where library code reads a variable that only ever
 * holds a top-level function, LOADG becomes CLOSURE. (Both are two words; library functions at top level capture nothing.)
 */
import { Op } from '../../assembly/opcodes';
import { CodeReader, instructions, WORD } from '../bytecode/instructions';
import { normaliseModuleName, resolveSpecifier } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';

/** Rewrites the unit in place. */
export function reachLibraryFunctions(unit: Unit): void {
  const functions = functionsOfGlobals(unit);
  for (const { code } of unit.functions) {
    const reader = new CodeReader(code);
    const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
    for (let word = 0; word < reader.words; word += instructions[reader.op(word)].words) {
      const op = reader.op(word);
      if (op !== Op.LOADG && op !== Op.LOADGC) continue;
      const found = functions(reader.extraLow(word));
      if (found === undefined) continue;
      view.setUint16(word * WORD, Op.CLOSURE, true);
      view.setUint32((word + 1) * WORD, found, true);
    }
  }
}

/** Which function a global holds from its initialisation on, never anything else. */
function functionsOfGlobals(unit: Unit): (global: number) => number | undefined {
  const held = new Map<number, number | undefined>();
  for (const { init } of unit.modules) noteInitialised(unit, init, held);
  for (const source of unit.functions) {
    const reader = new CodeReader(source.code);
    for (let word = 0; word < reader.words; word += instructions[reader.op(word)].words) {
      const op = reader.op(word);
      if (op === Op.STOREG || op === Op.STOREGC) held.set(reader.extraLow(word), undefined);
    }
  }
  const moduleOf = new Map(
    unit.modules.map((module) => [normaliseModuleName(unit.strings[module.name]), module]),
  );
  const resolve = (global: number): number | undefined => {
    const { from, module } = unit.globals[global];
    if (!from) return held.get(global);
    const specifier = resolveSpecifier(
      unit.strings[unit.modules[module].name],
      unit.strings[from.specifier],
    );
    const target = moduleOf.get(specifier)?.exports.find(({ name }) => name === from.name);
    return target && resolve(target.global);
  };
  return resolve;
}

/** `CLOSURE r, f` followed by `INITG r, g` in the top-level code of a module. */
function noteInitialised(unit: Unit, init: number, held: Map<number, number | undefined>): void {
  const reader = new CodeReader(unit.functions[init].code);
  let closure: { register: number; index: number } | undefined;
  for (let word = 0; word < reader.words; word += instructions[reader.op(word)].words) {
    const op = reader.op(word);
    if (op === Op.CLOSURE) closure = { register: reader.a(word), index: reader.extraLow(word) };
    else {
      const global = op === Op.INITG ? reader.extraLow(word) : -1;
      if (global >= 0 && closure?.register === reader.a(word)) {
        const capturesNothing = unit.functions[closure.index].captures.length === 0;
        held.set(global, held.has(global) || !capturesNothing ? undefined : closure.index);
      } else if (global >= 0) held.set(global, undefined);
      closure = undefined;
    }
  }
}
