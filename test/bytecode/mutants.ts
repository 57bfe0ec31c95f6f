/**
 * Mutants of bytecode: bit flips, splices, truncations and sharper changes of code words and tables, from a fixed seed.
 */
import { encodeUnit, sealUnit } from '../../src/bytecode/format';
import { instructions } from '../../src/bytecode/instructions';
import type { Unit } from '../../src/bytecode/unit';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One way to change bytes or a unit; the result is bytes with a right checksum, or with a wrong one. */
export type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array;

const below = (random: () => number, limit: number): number => Math.floor(random() * limit);

/** First byte after the header. */
const BODY = 20;

const sealed = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length >= BODY) sealUnit(bytes);
  return bytes;
};

/** Mutations of the file as such. */
export const fileMutations: Record<string, Mutation> = {
  flipUnsealed(bytes, random) {
    const mutant = bytes.slice();
    mutant[below(random, mutant.length)] ^= 1 << below(random, 8);
    return mutant;
  },
  flip(bytes, random) {
    const mutant = bytes.slice();
    const flips = 1 + below(random, 3);
    for (let flip = 0; flip < flips; flip++) {
      mutant[BODY + below(random, mutant.length - BODY)] ^= 1 << below(random, 8);
    }
    return sealed(mutant);
  },
  replaceByte(bytes, random) {
    const mutant = bytes.slice();
    mutant[BODY + below(random, mutant.length - BODY)] = below(random, 256);
    return sealed(mutant);
  },
  truncate(bytes, random) {
    return sealed(bytes.slice(0, below(random, bytes.length)));
  },
  splice(bytes, random) {
    const mutant = bytes.slice();
    const length = 1 + below(random, 24);
    const from = below(random, mutant.length - length);
    mutant.copyWithin(BODY + below(random, mutant.length - BODY), from, from + length);
    return sealed(mutant);
  },
  insert(bytes, random) {
    const at = BODY + below(random, bytes.length - BODY);
    const length = 1 + below(random, 8);
    const mutant = new Uint8Array(bytes.length + length);
    mutant.set(bytes.subarray(0, at));
    mutant.set(bytes.subarray(at), at + length);
    return sealed(mutant);
  },
};

/** Mutations of the code of some function: these get far into the verifier, and some through it. */
export const codeMutations: Record<string, (unit: Unit, random: () => number) => void> = {
  opcode(unit, random) {
    const { view, word } = somewhere(unit, random);
    view.setUint16(word * 8, below(random, instructions.length), true);
  },
  operand(unit, random) {
    const { view, word, registers } = somewhere(unit, random);
    const operand = word * 8 + 2 + 2 * below(random, 3);
    view.setUint16(operand, 16 + 8 * below(random, registers + 1), true);
  },
  operandStep(unit, random) {
    const { view, word } = somewhere(unit, random);
    const operand = word * 8 + 2 + 2 * below(random, 3);
    const steps = [1, -1, 8, -8, 16, -16];
    view.setUint16(
      operand,
      view.getUint16(operand, true) + steps[below(random, steps.length)],
      true,
    );
  },
  extra(unit, random) {
    const { view, word } = somewhere(unit, random);
    if ((word + 2) * 8 > view.byteLength) return;
    view.setUint32((word + 1) * 8, below(random, 12), true);
  },
  swapWords(unit, random) {
    const { view, word } = somewhere(unit, random);
    const other = below(random, view.byteLength / 8);
    const first = view.getBigUint64(word * 8);
    view.setBigUint64(word * 8, view.getBigUint64(other * 8));
    view.setBigUint64(other * 8, first);
  },
  deleteWord(unit, random) {
    const { source, word } = somewhere(unit, random);
    source.code = Uint8Array.from([
      ...source.code.subarray(0, word * 8),
      ...source.code.subarray(word * 8 + 8),
    ]);
  },
  handler(unit, random) {
    const withHandlers = unit.functions.filter((source) => source.handlers.length > 0);
    if (withHandlers.length === 0) return;
    const { handlers, code } = withHandlers[below(random, withHandlers.length)];
    const handler = handlers[below(random, handlers.length)];
    const fields = ['start', 'end', 'target', 'register'] as const;
    handler[fields[below(random, 4)]] = below(random, code.length / 8 + 1);
  },
  capture(unit, random) {
    const capturing = unit.functions.filter((source) => source.captures.length > 0);
    if (capturing.length === 0) return;
    const { captures } = capturing[below(random, capturing.length)];
    const capture = captures[below(random, captures.length)];
    const what = below(random, 3);
    if (what === 0) capture.kind = capture.kind === 'cell' ? 'value' : 'cell';
    else if (what === 1) capture.from = capture.from === 'outer' ? 'register' : 'outer';
    else capture.index = below(random, 8);
  },
  frame(unit, random) {
    const { source } = somewhere(unit, random);
    const fields = ['registers', 'cellStart', 'cells', 'parameters', 'flags'] as const;
    const field = fields[below(random, fields.length)];
    source[field] = Math.max(0, source[field] + [1, -1, 2, 8][below(random, 4)]);
  },
  global(unit, random) {
    if (unit.globals.length === 0) return;
    const global = unit.globals[below(random, unit.globals.length)];
    if (global.from) global.from.name = below(random, unit.strings.length);
    else global.module = below(random, unit.modules.length);
  },
};

function somewhere(unit: Unit, random: () => number) {
  const source = unit.functions[below(random, unit.functions.length)];
  const view = new DataView(source.code.buffer, source.code.byteOffset, source.code.byteLength);
  return { source, view, word: below(random, source.code.length / 8), registers: source.registers };
}

/** So many mutants of these units, file and code mutations in turns. */
export function* mutants(
  makeUnits: readonly (() => Unit)[],
  count: number,
  seed: number,
): Generator<{ name: string; bytes: Uint8Array }> {
  const random = randomNumbers(seed);
  const files = Object.entries(fileMutations);
  const codes = Object.entries(codeMutations);
  const originals = makeUnits.map((make) => encodeUnit(make()));
  for (let index = 0; index < count; index++) {
    const which = below(random, makeUnits.length);
    if (random() < 0.4) {
      const [name, mutate] = files[below(random, files.length)];
      yield { name, bytes: mutate(originals[which], random) };
    } else {
      const unit = makeUnits[which]();
      const [name, mutate] = codes[below(random, codes.length)];
      const times = random() < 0.8 ? 1 : 2;
      for (let time = 0; time < times; time++) mutate(unit, random);
      yield { name, bytes: encodeUnit(unit) };
    }
  }
}
