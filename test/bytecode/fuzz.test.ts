import { describe, expect, it } from 'vitest';
import { decodeUnit, encodeUnit } from '../../src/bytecode/format';
import { verify } from '../../src/bytecode/verifier';
import { VmError } from '../../src/vm/errors';
import { Program } from '../../src/vm/program';
import { corpus } from './corpus';
import { codeMutations, fileMutations, mutants } from './mutants';
import { sampleUnit } from './samples';

const COUNT = 20_000;
const SEED = 20_250_101;

/** The sample and some compiled programs; each call gives a fresh copy. */
const units = [
  sampleUnit,
  ...corpus(40).map(
    ({ unit }) =>
      () =>
        structuredClone(unit),
  ),
];

/** What came of a mutant: the program, or undefined when it was refused as it should be. */
function load(name: string, bytes: Uint8Array): Program | undefined {
  try {
    return Program.fromBytes(bytes);
  } catch (error) {
    if (error instanceof VmError && error.code === 'BAD_BYTECODE') return undefined;
    throw new Error(`a mutant by ${name} ended in another error`, { cause: error });
  }
}

describe('mutated bytecode', () => {
  it(`is refused with BAD_BYTECODE or accepted whole, ${COUNT} times`, () => {
    let accepted = 0;
    const seen = new Map<string, number>();
    for (const { name, bytes } of mutants(units, COUNT, SEED)) {
      const program = load(name, bytes);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      if (!program) continue;
      accepted++;
      // What is accepted can be written again, disassembled and linked.
      const unit = decodeUnit(encodeUnit(program.unit));
      verify(unit);
      expect(program.disassemble()).not.toBe('');
      try {
        program.image();
      } catch (error) {
        expect(error).toBeInstanceOf(VmError);
        expect(['NO_MODULE', 'BAD_BYTECODE']).toContain((error as VmError).code);
      }
    }
    expect([...seen.keys()].sort()).toEqual(
      [...Object.keys(fileMutations), ...Object.keys(codeMutations)].sort(),
    );
    // A test that refuses everything would show little, and so would a verifier that accepts much.
    expect(accepted).toBeGreaterThan(COUNT / 50);
    expect(accepted).toBeLessThan(COUNT / 2);
  });
});
