/** Recorder: what it takes down of a Vm, what it does not, when it ends, and what it refuses. */
import { capability, foreign, Recorder, type Recording, Replay, Vm, type VmOptions } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { finished, kindsOf, program, recorded } from './sample';
import { compile, compiler, failure, makeRuntime, never, start, thrown, turn } from './support';

const asking = { ask: async (name: string) => `${name}!`, log: () => {} };

/** It is replayed to the state that the Vm has now. */
function expectReplayed(vm: Vm, recording: Recording): void {
  const { bytes } = vm.snapshot();
  using replay = new Replay(recording);
  expect(replay.run().done).toBe(true);
  expect(replay.vm.snapshot().bytes).toEqual(bytes);
}

describe('a Recorder takes down', () => {
  test('calls and answers, each with its step', async () => {
    const { vm, recorder } = recorded();
    const { step } = recorder.position;
    expect(recorder).toMatchObject({ vm, isRecording: true, position: { step, sequence: 0 } });
    await vm.runEntry('main', [['a']]);
    expect(recorder.position).toEqual({ step: vm.getStats().stepsExecuted, sequence: 4 });
    const inputs = [...recorder.stop().inputs()];
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
    expect(steps[2]).toBeGreaterThan(step);
  });

  test('errors of capabilities, and quotas', async () => {
    const ask = async (name: string) => {
      if (name === 'b') throw new RangeError('not b');
      return name;
    };
    const vm = start(
      compile(`
        import { ask } from 'host:';
        const outcome = ({ status, value, reason }) => value ?? reason.name;
        export const main = async (...names) => (await Promise.allSettled(names.map(ask))).map(outcome);
      `),
      { capabilities: { ask: capability(ask, { maxConcurrent: 2, maxQueue: 0 }) } },
    );
    const recorder = new Recorder(vm);
    expect(await vm.runEntry('main', ['a', 'b', 'c'])).toEqual([
      'a',
      'RangeError',
      'ThrottledError',
    ]);
    expectReplayed(vm, recorder.stop());
  });

  test('cancels, and changed limits', async () => {
    const { vm, recorder } = recorded();
    const forever = vm.runEntry('forever');
    await turn();
    forever.cancel();
    expect((await failure(forever)).code).toBe('CANCELLED');
    vm.setLimits({ maxHeapBytes: 1 << 20, maxTasks: 7 });
    expect(await vm.runEntry('counted')).toBe(-1);
    const recording = recorder.stop();
    expect(kindsOf(recording)).toEqual(['start', 'cancel', 'limits', 'start']);
    expectReplayed(vm, recording);
  });

  test('time-outs and quotas of a call, as cancels', async () => {
    const { vm, recorder } = recorded({ capabilities: { ask: never } });
    const late = vm.runEntry('main', [['a']], { timeoutMs: 5 });
    expect((await failure(late)).code).toBe('TIMEOUT');
    const greedy = vm.runEntry('main', [['a', 'b']], { maxHostCalls: 0 });
    expect((await failure(greedy)).code).toBe('THROTTLED');
    const recording = recorder.stop();
    expect(kindsOf(recording).filter((kind) => kind === 'cancel')).toHaveLength(2);
    expectReplayed(vm, recording);
  });

  test('the clock of the host', async () => {
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

  test('modules that come later', async () => {
    const vm = new Vm({
      runtime: makeRuntime(),
      compiler,
      capabilities: { more: { extra: () => 'extra' } },
    });
    vm.loadModule('first', 'export const word = "first";');
    const recorder = new Recorder(vm);
    vm.loadModule(
      'second',
      `import { extra } from 'host:more';
       import { word } from './first';
       export const second = () => extra() + word;`,
    );
    expect(await vm.runEntry('second')).toBe('extrafirst');
    const recording = recorder.stop();
    expect(kindsOf(recording)).toEqual(['numbers', 'modules', 'start', 'answer']);
    expectReplayed(vm, recording);
  });

  test('modules that come later whole, whatever is by reference', async () => {
    const { vm, recorder } = recorded({ compiler, code: 'reference' });
    vm.loadModule('more', 'export const more = 1;');
    await vm.runEntry('counted');
    const { bytes } = vm.snapshot();
    using replay = new Replay(recorder.stop(), { program });
    replay.run();
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
  });

  test('numbers that only the host keeps', async () => {
    const { vm, recorder } = recorded({ capabilities: { ask: async () => foreign({ a: 1 }) } });
    expect((await failure(vm.runEntry('nothing'))).code).toBe('NO_ENTRY');
    await vm.runEntry('main', [['x', 'y']]);
    const recording = recorder.stop();
    expect(kindsOf(recording).filter((kind) => kind === 'numbers')).toHaveLength(2);
    expectReplayed(vm, recording);
  });

  test('what a Vm has ended with', async () => {
    const { vm, recorder } = recorded({ maxStepBudget: 5000 });
    expect((await failure(vm.runEntry('sum', [1e6]))).code).toBe('STEP_BUDGET');
    expect(recorder.isRecording).toBe(false);
    const recording = recorder.stop();
    expect(kindsOf(recording)).toEqual(['start', 'end']);
    expect(recording.info.lastStep).toBe(vm.getStats().stepsExecuted);
    const other = recorded();
    other.vm.terminate();
    expect(kindsOf(other.recorder.stop())).toEqual(['end']);
  });
});

describe('a Recorder begins', () => {
  test('in a loop, with calls in flight', async () => {
    const runtime = makeRuntime({ manual: true });
    const vm = start(program, { runtime, capabilities: { ask: never, log: () => {} } });
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

  test('inside a capability', async () => {
    let recorder: Recorder | undefined;
    const vm: Vm = start(program, {
      capabilities: {
        ask: (name: string) => {
          recorder ??= new Recorder(vm);
          return `${name}?`;
        },
        log: () => {},
      },
    });
    expect(await vm.runEntry('main', [['a', 'b']])).toEqual(['a?', 'b?']);
    const recording = recorder!.stop();
    expect(kindsOf(recording)).toEqual(['answer', 'answer', 'answer']);
    using replay = new Replay(recording);
    expect(replay.vm.pendingCalls()).toMatchObject([{ name: 'ask', args: ['a'], kind: 'call' }]);
    const [task] = replay.vm.tasks();
    replay.run();
    expect(await task).toEqual(['a?', 'b?']);
  });

  test('where the one before has stopped', async () => {
    const { vm, recorder } = recorded();
    await vm.runEntry('main', [['a']]);
    const first = recorder.stop();
    const second = new Recorder(vm);
    await vm.runEntry('main', [['b']]);
    expect(second.stop().info.firstStep).toBe(first.info.lastStep);
    expectReplayed(vm, second.stop());
  });
});

describe('a Recorder ends', () => {
  test('with stop, which gives one recording', async () => {
    const { vm, recorder } = recorded();
    await vm.runEntry('main', [['a']]);
    const recording = recorder.stop();
    const { step, sequence } = recorder.position;
    expect(recorder.isRecording).toBe(false);
    await vm.runEntry('main', [['b']]);
    expect(recorder.stop()).toBe(recording);
    expect(recorder.position).toEqual({ step, sequence });
    expect(recording.info).toMatchObject({ lastStep: step, inputs: sequence });
  });

  test('when the Vm is restored', async () => {
    const { vm, recorder } = recorded();
    const snapshot = vm.snapshot();
    await vm.runEntry('main', [['a']]);
    const { step, sequence } = recorder.position;
    vm.restore(snapshot);
    expect(recorder.isRecording).toBe(false);
    await vm.runEntry('main', [['b']]);
    expect(recorder.stop().info).toMatchObject({ lastStep: step, inputs: sequence });
    expect(new Recorder(vm).isRecording).toBe(true);
  });

  test('when there would be too much of it: what there is can be replayed', async () => {
    const vm = start(program, { capabilities: asking });
    const recorder = new Recorder(vm, { maxBytes: 200 });
    for (let n = 1; n <= 30; n++) await vm.runEntry('sum', [n]);
    expect(recorder.isRecording).toBe(false);
    const recording = recorder.stop();
    expect(recording.inputBytes.length).toBeGreaterThan(200);
    expect(recording.inputBytes.length).toBeLessThan(300);
    expect(recording.info.inputs).toBeLessThan(20);
    using replay = new Replay(recording);
    expect(replay.run()).toMatchObject({ done: true, step: recording.info.lastStep });
  });
});

describe('a Recorder takes no notice of', () => {
  /** The bytes of a recording of a Vm that ran in slices of so many steps, while the host did this in between. */
  async function recordedWith(
    slice: number,
    between: (vm: Vm) => void,
    options: VmOptions = {},
  ): Promise<Uint8Array> {
    const { vm, recorder } = recorded({ runtime: makeRuntime({ manual: true }), ...options });
    const task = vm.runEntry('main', [['a', 'b', 'c']]);
    while (task.status !== 'completed') {
      if (vm.step(slice).state === 'idle') await turn();
      between(vm);
    }
    vm.addSteps(1000);
    vm.step(1000);
    return recorder.stop().bytes;
  }

  const paused: VmOptions = { maxStepBudget: 100, onStepBudget: 'pause' };

  test.each<[string, (vm: Vm) => void, VmOptions]>([
    ['slices', () => {}, {}],
    ['collections', (vm) => vm.getStats({ exact: true }), {}],
    ['snapshots', (vm) => vm.snapshot(), {}],
    ['budgets that are raised', (vm) => vm.addSteps(50), paused],
  ])('%s', async (_, between, options) => {
    const plain = await recordedWith(1e6, () => {});
    expect(await recordedWith(7, between, options)).toEqual(plain);
  });

  test('itself: the Vm takes the same steps and bytes without it', async () => {
    const run = async (isRecorded: boolean) => {
      const vm = start(program, { capabilities: asking });
      if (isRecorded) new Recorder(vm);
      await vm.runEntry('main', [['a', 'b', 'c']]);
      return vm.snapshot().bytes;
    };
    expect(await run(true)).toEqual(await run(false));
  });
});

describe('a Recorder refuses', () => {
  test('a Vm that is recorded, has no program, or is over', async () => {
    const { vm, recorder } = recorded();
    expect(thrown(() => new Recorder(vm)).code).toBe('VM_BUSY');
    recorder.stop();
    expect(new Recorder(vm).isRecording).toBe(true);
    vm.terminate();
    expect(thrown(() => new Recorder(vm)).code).toBe('TERMINATED');
    const empty = new Vm({ runtime: makeRuntime() });
    expect(thrown(() => new Recorder(empty)).code).toBe('NO_ENTRY');
    expect(thrown(() => new Recorder({} as Vm))).toBeInstanceOf(TypeError);
  });

  test('bad options', () => {
    const vm = start(program, { capabilities: asking });
    expect(thrown(() => new Recorder(vm, { maxBytes: -1 }))).toMatchObject({
      name: 'RangeError',
      message: 'option maxBytes must be a number of bytes, not -1',
    });
    expect(thrown(() => new Recorder(vm, { size: 1 } as never))).toMatchObject({
      name: 'RangeError',
      message: 'there is no option size of a Recorder',
    });
    expect(thrown(() => new Recorder(vm, { code: 'none' as never })).message).toContain('code');
    expect(new Recorder(vm).isRecording).toBe(true);
  });
});

test('a recording by reference is smaller by the program', async () => {
  const [whole, reference] = [await finished(), await finished({ code: 'reference' })];
  expect(reference.bytes.length).toBeLessThan(whole.bytes.length - 500);
  expect(reference.info).toEqual(whole.info);
});
