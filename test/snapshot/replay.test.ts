/** Recorder, Recording, Replay: what each does, and what each refuses. */
import {
  type Capabilities,
  capability,
  DivergenceError,
  foreign,
  Recorder,
  Recording,
  Replay,
  Runtime,
  type Task,
  Vm,
  type VmOptions,
} from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { checksum } from '../../src/snapshot/codec';
import { compile, compiler, failure, makeRuntime, never, thrown, turn } from './support';

const program = compile(`
  import { ask, log } from 'host:';
  let count = 0;
  export async function main(names) {
    const answers = [];
    for (const name of names) {
      count++;
      answers.push(await ask(name));
    }
    log(answers.join());
    return answers;
  }
  export function sum(n) {
    let total = 0;
    for (let i = 0; i < n; i++) total += i;
    return total;
  }
  export async function later(ms) {
    const before = Math.random();
    await new Promise((resolve) => setTimeout(resolve, ms));
    return [before, Math.random()];
  }
  export async function forever() {
    try { await new Promise(() => {}); } finally { count = -1; }
  }
  export const counted = () => count;
`);

interface Given extends VmOptions {
  code?: 'embed' | 'reference';
}

/** A Vm and its Recorder; what the capabilities were called with is in `calls`. */
function recorded({ code, ...options }: Given = {}) {
  const calls: unknown[][] = [];
  const capabilities: Capabilities = {
    ask: async (name: string) => {
      calls.push(['ask', name]);
      return `${name}!`;
    },
    log: (text: string) => void calls.push(['log', text]),
    ...options.capabilities,
  };
  const vm = new Vm({ runtime: makeRuntime(), ...options, capabilities });
  vm.loadBytecode(program);
  return { vm, calls, recorder: new Recorder(vm, code === undefined ? {} : { code }) };
}

const reference = { code: 'reference' } as const;
const kindsOf = (recording: Recording) => [...recording.inputs()].map(({ kind }) => kind);
const badRecording = (reason: string | RegExp) => ({
  code: 'BAD_RECORDING',
  message: expect.stringMatching(reason),
});

/** A finished recording of main(['a', 'b']). */
async function finished(given: Given = {}): Promise<Recording> {
  const { vm, recorder } = recorded(given);
  await vm.runEntry('main', [['a', 'b']]);
  return recorder.stop();
}

/** The same with something changed, and right again in its checksum. */
function changed(recording: Recording, change: (bytes: Uint8Array, view: DataView) => void) {
  const bytes = recording.bytes.slice();
  const view = new DataView(bytes.buffer);
  change(bytes, view);
  view.setUint32(12, checksum(bytes.subarray(16)), true);
  return bytes;
}

describe('a recording', () => {
  test('is replayed with no capability called, to the same state', async () => {
    const { vm, calls, recorder } = recorded();
    expect(await vm.runEntry('main', [['a', 'b', 'c']])).toEqual(['a!', 'b!', 'c!']);
    const last = vm.snapshot();
    const recording = recorder.stop();
    expect(calls).toHaveLength(4);

    using replay = new Replay(recording.bytes);
    const tasks: Task[] = [];
    replay.to(1);
    tasks.push(...replay.vm.tasks());
    expect(replay.run()).toEqual({
      step: recording.info.lastStep,
      sequence: recording.info.inputs,
      done: true,
    });
    expect(replay.vm.snapshot().bytes).toEqual(last.bytes);
    expect(await tasks[0]).toEqual(['a!', 'b!', 'c!']);
    expect(calls).toHaveLength(4);
  });

  test('says what went in, and when', async () => {
    const { vm, recorder } = recorded();
    const { step } = recorder.position;
    expect(recorder.position).toEqual({ step, sequence: 0 });
    await vm.runEntry('main', [['a']]);
    const recording = recorder.stop();
    const inputs = [...recording.inputs()];
    expect(inputs.map(({ kind, id }) => [kind, id])).toEqual([
      ['start', 1],
      ['answer', undefined],
      ['settle', 1],
      ['answer', undefined],
    ]);
    expect(inputs.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
    expect(inputs[0]!.step).toBe(step);
    const steps = inputs.map((input) => input.step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(recording.info).toMatchObject({
      formatVersion: 1,
      programHash: program.hash,
      firstStep: step,
      lastStep: vm.getStats().stepsExecuted,
      inputs: 4,
    });
    expect(recording.info.coreHash).toMatch(/^[0-9a-f]{64}$/);
    expect(recording.info.layoutHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('holds what only the host knows', async () => {
    const { vm, recorder } = recorded({ capabilities: { ask: async () => foreign({ a: 1 }) } });
    const refused = vm.runEntry('nothing');
    expect((await failure(refused)).code).toBe('NO_ENTRY');
    const task = vm.runEntry('main', [['x']], { maxHostCalls: 1 });
    expect((await failure(task)).code).toBe('THROTTLED');
    const { bytes } = vm.snapshot();
    const recording = recorder.stop();
    expect(kindsOf(recording)).toContain('numbers');
    expect(kindsOf(recording)).toContain('cancel');
    using replay = new Replay(recording);
    replay.run();
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
    // Numbers go on where they were.
    expect(replay.vm.getStats().hostCalls).toEqual(vm.getStats().hostCalls);
  });

  test('may begin in the middle of everything', async () => {
    const runtime = makeRuntime({ manual: true });
    const { vm } = recorded({ runtime, capabilities: { ask: never } });
    vm.loadModule; // typed elsewhere
    vm.runEntry('main', [['a', 'b']]).catch(() => {});
    vm.runEntry('sum', [100_000]).catch(() => {});
    vm.step(20_000);
    // The first recorder has stopped: another one may begin.
    expect(thrown(() => new Recorder(vm)).code).toBe('VM_BUSY');
  });

  test('begins where the Vm is: with calls in flight, and in a loop', async () => {
    const runtime = makeRuntime({ manual: true });
    const vm = new Vm({ runtime, capabilities: { ask: never, log: () => {} } });
    vm.loadBytecode(program);
    vm.runEntry('main', [['a', 'b']]).catch(() => {});
    vm.step(5000);
    const sum = vm.runEntry('sum', [100_000]);
    vm.step(20_000);
    const recorder = new Recorder(vm);
    const [call] = vm.pendingCalls();
    vm.step(1000);
    vm.answer(call!.id, 'A');
    while (sum.status !== 'completed') vm.step(100_000);
    vm.step(1000);
    vm.fail(vm.pendingCalls()[0]!.id, new RangeError('no'));
    vm.step(100_000);
    const { bytes } = vm.snapshot();
    using replay = new Replay(recorder.stop(), { runtime });
    expect(replay.vm.pendingCalls()).toEqual([{ ...call, args: ['a'] }]);
    const [main, summing] = replay.vm.tasks();
    replay.run();
    expect(await summing).toBe(4999950000);
    expect(await failure(main!)).toMatchObject({ name: 'RangeError', message: 'no' });
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
  });

  test('begins inside a capability', async () => {
    let recorder: Recorder | undefined;
    const vm: Vm = new Vm({
      runtime: makeRuntime(),
      capabilities: {
        ask: (name: string) => {
          recorder ??= new Recorder(vm);
          return `${name}?`;
        },
        log: () => {},
      },
    });
    vm.loadBytecode(program);
    expect(await vm.runEntry('main', [['a', 'b']])).toEqual(['a?', 'b?']);
    const recording = recorder!.stop();
    expect(kindsOf(recording)).toEqual(['answer', 'answer', 'answer']);
    using replay = new Replay(recording);
    expect(replay.vm.pendingCalls()).toMatchObject([{ name: 'ask', args: ['a'], kind: 'call' }]);
    const [task] = replay.vm.tasks();
    replay.run();
    expect(await task).toEqual(['a?', 'b?']);
  });

  test('of the clock of the host, and of timers', async () => {
    const { vm, recorder } = recorded({ clock: 'host', seed: 9 });
    const result = await vm.runEntry('later', [15]);
    const { bytes } = vm.snapshot();
    const recording = recorder.stop();
    expect(kindsOf(recording)).toContain('clock');
    using replay = new Replay(recording);
    replay.to(recording.info.firstStep + 1);
    const [task] = replay.vm.tasks();
    replay.run();
    expect(await task).toEqual(result);
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
  });

  test('of limits, later modules, cancels, and of what a Vm ended with', async () => {
    const { vm, recorder } = recorded({ compiler });
    const forever = vm.runEntry('forever');
    await turn();
    forever.cancel();
    expect((await failure(forever)).code).toBe('CANCELLED');
    vm.setLimits({ maxHeapBytes: 1 << 20, maxTasks: 7 });
    vm.loadModule('more', `import { extra } from 'host:more'; export const more = () => extra();`);
    vm.loadModule('last', `export { more } from './more'; export { counted } from './main';`);
  });

  test('of later modules keeps them', async () => {
    const vm = new Vm({
      runtime: makeRuntime(),
      compiler,
      capabilities: { more: { extra: () => 'extra' } },
    });
    vm.loadModule('first', 'export const value = 1; export const main = () => value;');
    const recorder = new Recorder(vm, reference);
    vm.loadModule(
      'second',
      `import { extra } from 'host:more'; export const second = () => extra() + 'first';`,
    );
    expect(await vm.runEntry('second')).toBe('extrafirst');
    const { bytes } = vm.snapshot();
    vm.terminate();
    const recording = recorder.stop();
    expect(kindsOf(recording)).toEqual(['modules', 'start', 'answer', 'end']);
    // By reference it begins with what nobody brings.
    expect(thrown(() => new Replay(recording))).toMatchObject(badRecording('needs the program'));
    expect(bytes.length).toBeGreaterThan(0);
  });

  test('ends when the Vm does', async () => {
    const { vm, recorder } = recorded({ maxStepBudget: 5000 });
    expect((await failure(vm.runEntry('sum', [1e6]))).code).toBe('STEP_BUDGET');
    expect(recorder.isRecording).toBe(false);
    const recording = recorder.stop();
    expect(kindsOf(recording)).toEqual(['start', 'end']);
    using replay = new Replay(recording);
    const exit: unknown[] = [];
    // Up to its end the Vm is there to be looked at.
    replay.to(recording.info.lastStep);
    expect(replay.position.done).toBe(false);
    replay.vm.on('exit', (error) => exit.push(error));
    const [task] = replay.vm.tasks();
    expect(task!.stack()).toContain('sum');
    expect(replay.run().done).toBe(true);
    expect(exit).toMatchObject([{ code: 'STEP_BUDGET' }]);
    expect((await failure(task!)).code).toBe('STEP_BUDGET');
    // And back.
    replay.to(4000);
    expect(replay.vm.tasks()[0]!.stack()).toContain('sum');
  });

  test('ends when the Vm is restored, and when there would be too much of it', async () => {
    const first = recorded();
    const snapshot = first.vm.snapshot();
    await first.vm.runEntry('main', [['a']]);
    const { position } = first.recorder;
    first.vm.restore(snapshot);
    expect(first.recorder.isRecording).toBe(false);
    await first.vm.runEntry('main', [['b']]);
    const recording = first.recorder.stop();
    expect(recording.info).toMatchObject({ lastStep: position.step, inputs: position.sequence });
    expect(first.recorder.stop()).toBe(recording);
    expect(new Recorder(first.vm).isRecording).toBe(true);

    const { vm } = recorded();
    const small = new Vm({ runtime: makeRuntime(), capabilities: { ask: never, log: () => {} } });
    small.loadBytecode(program);
    const recorder = new Recorder(small, { maxBytes: 200 });
    for (let n = 0; n < 50; n++) expect(await small.runEntry('sum', [n])).toBe((n * (n - 1)) / 2);
    expect(recorder.isRecording).toBe(false);
    const cut = recorder.stop();
    expect(cut.info.inputs).toBeLessThan(20);
    using replay = new Replay(cut);
    expect(replay.run().done).toBe(true);
    vm.terminate();
  });

  test('is refused when it is damaged', async () => {
    const recording = await finished();
    const { bytes } = recording;
    const read = (given: Uint8Array) => thrown(() => Recording.fromBytes(given));
    expect(Recording.fromBytes(bytes.slice()).info).toEqual(recording.info);
    expect(read(new Uint8Array(0))).toMatchObject(badRecording('no recording'));
    expect(read(bytes.subarray(0, 40))).toMatchObject(badRecording('truncated'));
    for (const length of [64, 200, bytes.length - 1]) {
      expect(read(bytes.subarray(0, length))).toMatchObject(badRecording('checksum'));
    }
    const version = bytes.slice();
    version[8] = 9;
    expect(read(version)).toMatchObject(
      badRecording('its format version is 9, this build reads 1'),
    );
    const change = (...parameters: Parameters<typeof changed>) => read(changed(...parameters));
    expect(change(recording, (b) => b.set([1], 10))).toMatchObject(badRecording('odd flags'));
    expect(change(recording, (_, view) => view.setUint32(24, 99, true))).toMatchObject(
      badRecording('truncated'),
    );
    expect(change(recording, (_, view) => view.setUint32(24, 2, true))).toMatchObject(
      badRecording('behind its end'),
    );
    expect(change(recording, (_, view) => view.setUint32(28, 1e9, true))).toMatchObject(
      badRecording('truncated'),
    );
    expect(change(recording, (_, view) => view.setFloat64(16, 1, true))).toMatchObject(
      badRecording('ends too early'),
    );
    expect(change(recording, (b) => b.set([7], 64 + 100))).toMatchObject(badRecording('checksum'));
    expect(thrown(() => Recording.fromBytes('text' as never))).toBeInstanceOf(TypeError);
  });
});

describe('a Recorder', () => {
  test('refuses what it cannot record', async () => {
    const runtime = makeRuntime();
    const empty = new Vm({ runtime });
    expect(thrown(() => new Recorder(empty)).code).toBe('NO_ENTRY');
    const { vm, recorder } = recorded();
    expect(thrown(() => new Recorder(vm)).code).toBe('VM_BUSY');
    recorder.stop();
    expect(new Recorder(vm).isRecording).toBe(true);
    vm.terminate();
    expect(thrown(() => new Recorder(vm)).code).toBe('TERMINATED');
    expect(thrown(() => new Recorder({} as Vm))).toBeInstanceOf(TypeError);
    expect(thrown(() => new Recorder(empty, { maxBytes: -1 })).message).toContain('maxBytes');
    expect(thrown(() => new Recorder(empty, { size: 1 } as never)).message).toContain('size');
    expect(thrown(() => new Recorder(empty, { code: 'none' as never })).message).toContain('code');
  });

  test('changes nothing of what the Vm does', async () => {
    const run = async (isRecorded: boolean) => {
      const vm = new Vm({
        runtime: makeRuntime(),
        capabilities: { ask: async () => 1, log: () => 0 },
      });
      vm.loadBytecode(program);
      if (isRecorded) new Recorder(vm);
      await vm.runEntry('main', [['a', 'b', 'c']]);
      const { stepsExecuted, heapBytesUsed } = vm.getStats();
      return { stepsExecuted, heapBytesUsed };
    };
    expect(await run(true)).toEqual(await run(false));
  });
});

describe('a Replay', () => {
  test('goes to any step and back', async () => {
    const recording = await finished();
    const { firstStep, lastStep } = recording.info;
    using replay = new Replay(recording);
    expect(replay.position).toEqual({ step: firstStep, sequence: 0, done: false });
    const states: Uint8Array[] = [];
    const steps: number[] = [];
    for (let step = firstStep; !replay.position.done; step = replay.position.step + 1) {
      replay.to(step);
      states.push(replay.vm.snapshot(reference).bytes);
      steps.push(replay.position.step);
    }
    expect(steps.length).toBeGreaterThan(100);
    expect(replay.vm.getStats().stepsExecuted).toBe(lastStep);
    for (let index = steps.length - 2; index >= 0; index -= 7) {
      expect(replay.to(steps[index]!).step).toBe(steps[index]);
      expect(replay.vm.snapshot(reference).bytes).toEqual(states[index]);
    }
    // The same place again is the same state, also when nothing had to be done.
    const { vm } = replay;
    replay.to(replay.position);
    expect(replay.vm).toBe(vm);
    expect(replay.to(-5)).toMatchObject({ step: firstStep, sequence: 0 });
    expect(replay.to(lastStep + 1e9)).toMatchObject({ step: lastStep, done: true });
  });

  test('tells places at one step apart by their inputs', async () => {
    const { vm, recorder } = recorded({ runtime: makeRuntime({ manual: true }) });
    const places = [recorder.position];
    for (const n of [1, 2, 3]) {
      vm.spawn('sum', [n]);
      vm.snapshot();
      places.push(recorder.position);
    }
    vm.step(10_000);
    const recording = recorder.stop();
    using replay = new Replay(recording);
    for (const place of [...places, ...places.reverse()]) {
      expect(replay.to(place)).toMatchObject(place);
      expect(replay.vm.tasks()).toHaveLength(place.sequence);
    }
    // A number of steps alone is the place before what went in there.
    replay.run();
    expect(replay.to(places.at(-1)!.step)).toMatchObject({ sequence: 0 });
  });

  test('keeps places on the way, so that going back is no new beginning', async () => {
    const { vm, recorder } = recorded();
    await vm.runEntry('sum', [1_200_000]);
    const recording = recorder.stop();
    expect(recording.info.lastStep).toBeGreaterThan(3_500_000);
    using replay = new Replay(recording);
    replay.run();
    let step = recording.info.lastStep;
    while (step > 100_000) {
      step -= 291_111;
      expect(replay.to(step).step).toBe(step);
      expect(replay.vm.getStats().stepsExecuted).toBe(step);
    }
  });

  test('shows the Vm: its Tasks, stacks, calls, figures', async () => {
    const recording = await finished();
    const called = [...recording.inputs()].filter(({ kind }) => kind === 'answer');
    using replay = new Replay(recording);
    replay.to(called[1]!.step);
    const { vm } = replay;
    expect(vm.pendingCalls()).toMatchObject([{ name: 'ask', args: ['b'], kind: 'call' }]);
    expect(vm.tasks()[0]!.stack()).toMatch(/^at async main|^at main/m);
    expect(vm.getStats()).toMatchObject({
      state: 'paused',
      stepsExecuted: called[1]!.step,
      hostCalls: { total: 2 },
    });
  });

  test('is where another Vm can go on from', async () => {
    const recording = await finished();
    const second = [...recording.inputs()].filter(({ kind }) => kind === 'settle')[1]!;
    using replay = new Replay(recording);
    replay.to(second.step);
    const other = Vm.from(replay.vm.snapshot(), {
      runtime: makeRuntime(),
      capabilities: { ask: async (name: string) => name.toUpperCase(), log: () => {} },
    });
    expect(await other.tasks()[0]).toEqual(['a!', 'B']);
  });

  test('finds its way when somebody has run its Vm', async () => {
    const recording = await finished();
    using replay = new Replay(recording);
    replay.to(100);
    const before = replay.vm.snapshot().bytes;
    replay.vm.resume();
    replay.vm.step(50);
    expect(replay.to(100).step).toBe(100);
    expect(replay.vm.snapshot().bytes).toEqual(before);
    expect(replay.run().done).toBe(true);
  });

  test('by reference needs the program, and no other', async () => {
    const recording = await finished(reference);
    expect(recording.bytes.length).toBeLessThan((await finished()).bytes.length - 500);
    expect(thrown(() => new Replay(recording))).toMatchObject(
      badRecording(`the SHA-256 ${program.hash}`),
    );
    const other = compile('export const main = () => 1');
    expect(thrown(() => new Replay(recording, { program: other }))).toMatchObject(
      badRecording('another program'),
    );
    for (const given of [program, program.bytecode]) {
      using replay = new Replay(recording, { program: given });
      expect(replay.run().done).toBe(true);
    }
  });

  test('refuses another core, more steps or memory than it may take, bad options', async () => {
    const recording = await finished();
    const other = changed(recording, (bytes) => bytes.set([1, 2, 3], 32));
    expect(thrown(() => new Replay(other))).toMatchObject(badRecording('another core'));
    const unknown = changed(recording, (bytes) => bytes.fill(0, 32, 64));
    using replay = new Replay(unknown);
    expect(replay.run().done).toBe(true);
    expect(thrown(() => new Replay(recording, { maxSteps: 10 }))).toMatchObject(
      badRecording('more than maxSteps'),
    );
    expect(thrown(() => new Replay(recording, { maxHeapBytes: 1000 }))).toMatchObject(
      badRecording('its heap may have'),
    );
    expect(thrown(() => new Replay(recording, { maxSteps: 'many' as never })).message).toContain(
      'maxSteps',
    );
    expect(thrown(() => new Replay(recording, { seed: 1 } as never)).message).toContain('seed');
    expect(thrown(() => new Replay(recording, { runtime: makeRuntime() })).message).toContain(
      'manual',
    );
    expect(thrown(() => replay.to(Number.NaN))).toBeInstanceOf(TypeError);
    expect(thrown(() => replay.to('end' as never))).toBeInstanceOf(TypeError);
  });

  test('leaves nothing behind', async () => {
    const recording = await finished();
    const runtime = makeRuntime({ manual: true });
    {
      using replay = new Replay(recording, { runtime });
      replay.run();
      replay.to(50);
      expect(runtime.vms.size).toBe(1);
    }
    expect(runtime.vms.size).toBe(0);
    const own = new Replay(recording);
    const { runtime: its } = own.vm;
    own[Symbol.dispose]();
    expect(its.vms.size).toBe(0);
    expect(thrown(() => new Vm({ runtime: its })).code).toBe('TERMINATED');
    expect(Runtime.default.vms.size).toBe(0);
  });
});

describe('a divergence', () => {
  /** The inputs with one left out or moved; the recording is otherwise whole. */
  async function broken(change: (inputs: Uint8Array, view: DataView) => Uint8Array) {
    const recording = await finished();
    const inputsAt = recording.bytes.length - recording.inputBytes.length;
    const head = recording.bytes.slice(0, inputsAt);
    const view = new DataView(head.buffer);
    const inputs = change(recording.inputBytes.slice(), view);
    const bytes = new Uint8Array([...head, ...inputs]);
    new DataView(bytes.buffer).setUint32(12, checksum(bytes.subarray(16)), true);
    using replay = new Replay(bytes);
    const error = thrown(() => replay.run());
    expect(error).toBeInstanceOf(DivergenceError);
    expect(error.toJSON()).toMatchObject({ name: 'DivergenceError', code: 'DIVERGED' });
    return error as DivergenceError;
  }

  test('says at which step, and of which input', async () => {
    // Only the start is left: the first call has no answer.
    const start = (inputs: Uint8Array) => {
      let length = 1;
      while (inputs[length] !== 0x80 + 8) length++;
      return inputs.slice(0, length);
    };
    const unanswered = await broken((inputs, view) => {
      view.setUint32(24, 1, true);
      return start(inputs);
    });
    expect(unanswered.message).toContain('the call of ask has no answer');
    expect(unanswered.sequence).toBe(1);
    expect(unanswered.step).toBeGreaterThan(10);

    const early = await broken((inputs) => {
      const at = start(inputs).length + 1;
      inputs[at]! -= 2;
      return inputs;
    });
    expect(early.message).toMatch(/the input 'answer': the Vm waits for no answer/);

    const longer = await broken((inputs, view) => {
      view.setFloat64(16, 1e6, true);
      return inputs;
    });
    expect(longer.message).toContain('nothing to do before step 1000000');
  });

  test('of another program is a divergence too, when its hash lies', async () => {
    const recording = await finished();
    expect(kindsOf(recording)).toEqual(['start', 'answer', 'settle', 'answer', 'settle', 'answer']);
  });
});

test('quotas and time-outs of capabilities are inputs like any other', async () => {
  const vm = new Vm({
    runtime: makeRuntime(),
    capabilities: {
      ask: capability(async (name: string) => name, { maxConcurrent: 1, maxQueue: 0 }),
      log: () => {},
    },
  });
  vm.loadBytecode(
    compile(`
      import { ask } from 'host:';
      export const main = async () => (await Promise.allSettled([ask('a'), ask('b')])).map((r) => r.status);
    `),
  );
  const recorder = new Recorder(vm);
  expect(await vm.runEntry('main')).toEqual(['fulfilled', 'rejected']);
  const { bytes } = vm.snapshot();
  using replay = new Replay(recorder.stop());
  replay.run();
  expect(replay.vm.snapshot().bytes).toEqual(bytes);
});
