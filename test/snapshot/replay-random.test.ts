/** Random programs that ask their host at every turn, with random answers: replayed to the same bytes. */
import { type Program, Vm } from 'raya-vm';
import { CompileError, Compiler } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { randomProgram } from '../compiler/generate';
import { makeRuntime } from '../vm/support';
import { expectSame, type Random, randomly, record } from './recorded';

const compiler = new Compiler({ check: 'off' });
const BATCHES = process.env.RAYA_TEST_FULL === '1' ? 240 : 6;
const PER_BATCH = 15;

/** Undefined when TypeScript's parser does not take what the generator makes. */
function compile(seed: number): Program | undefined {
  const source = randomProgram(seed)
    .replace('seen.push(label);', 'seen.push(note(label, value));')
    .replaceAll('await null', 'await ask(seen.length)');
  try {
    return compiler.compileString(`import { ask, note } from 'host:';\n${source}`);
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

const hostOf = (random: Random) => ({
  console: { log: (...values: unknown[]) => values.length },
  note: (label: string) => {
    if (random(40) === 0) throw new RangeError(`not ${label}`);
    return [label, random(1000), { label }, null][random(4)];
  },
  ask: async (count: number) => {
    if (random(5) === 0) throw new TypeError('no');
    return random(2) === 0 ? count : 'x'.repeat(random(300));
  },
});

describe('random programs', () => {
  test.each(Array.from({ length: BATCHES }, (_, batch) => batch))('of batch %i', async (batch) => {
    let inputs = 0;
    for (let seed = batch * PER_BATCH + 1; seed <= (batch + 1) * PER_BATCH; seed++) {
      const program = compile(seed);
      if (program === undefined) continue;
      const random = randomly(seed);
      const runtime = makeRuntime({ manual: true });
      const vm = new Vm({ runtime, seed, capabilities: hostOf(random) });
      vm.loadBytecode(program);
      const begin = () => void vm.runEntry('main').catch(() => {});
      const recorded = await record(vm, random, begin, { slice: 200, places: 8 });
      expectSame(recorded, { program, runtime });
      inputs += recorded.recording.info.inputs;
    }
    expect(inputs).toBeGreaterThan(PER_BATCH * 5);
  });
});
