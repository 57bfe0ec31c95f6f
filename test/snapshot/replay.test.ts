/** Replay: where it goes, what it shows there, when it diverges, and what it refuses. */
import { DivergenceError, Recorder, type Recording, Replay, Runtime, type Task, Vm } from 'raya-vm';
import { describe, expect, test, vi } from 'vitest';
import { Checkpoints } from '../../src/snapshot/checkpoints';
import { checksum } from '../../src/snapshot/codec';
import { type Answered, type Input, InputReader, InputWriter } from '../../src/snapshot/inputs';
import { badRecording, changed, finished, program, recorded } from './sample';
import { compile, failure, makeRuntime, start, thrown, turn } from './support';

const reference = { code: 'reference' } as const;

describe('a Replay', () => {
  test('comes to the same state and results, and calls no capability', async () => {
    const { vm, calls, recorder } = recorded();
    expect(await vm.runEntry('main', [['a', 'b', 'c']])).toEqual(['a!', 'b!', 'c!']);
    expect(calls).toHaveLength(4);
    const { bytes } = vm.snapshot();
    const recording = recorder.stop();

    using replay = new Replay(recording.bytes);
    replay.to(1);
    const [task] = replay.vm.tasks();
    expect(replay.run()).toEqual({
      step: recording.info.lastStep,
      sequence: recording.info.inputs,
      done: true,
    });
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
    expect(await task).toEqual(['a!', 'b!', 'c!']);
    expect(calls).toHaveLength(4);
  });

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
    expect(replay.to(-5)).toMatchObject({ step: firstStep, sequence: 0 });
    expect(replay.to(lastStep + 1e9)).toMatchObject({ step: lastStep, done: true });
  });

  test('stays where it is when it is there', async () => {
    using replay = new Replay(await finished());
    replay.to(100);
    const { vm, position } = replay;
    expect(replay.to(100)).toEqual(position);
    expect(replay.to(position)).toEqual(position);
    expect(replay.vm).toBe(vm);
  });

  test('tells places at one step apart by their inputs', () => {
    const { vm, recorder } = recorded({ runtime: makeRuntime({ manual: true }) });
    const places = [recorder.position];
    for (const n of [1, 2, 3]) {
      vm.spawn('sum', [n]);
      vm.snapshot();
      places.push(recorder.position);
    }
    vm.step(10_000);
    using replay = new Replay(recorder.stop());
    for (const place of [...places, ...places.toReversed()]) {
      expect(replay.to(place)).toMatchObject(place);
      expect(replay.vm.tasks()).toHaveLength(place.sequence);
    }
    // A number of steps alone is the place before what went in there.
    replay.run();
    expect(replay.to(places.at(-1)!.step)).toMatchObject({ sequence: 0 });
  });

  test('shows the Vm: its Tasks, stacks, calls, figures', async () => {
    const recording = await finished();
    const answers = [...recording.inputs()].filter(({ kind }) => kind === 'answer');
    const second = answers[1]!;
    using replay = new Replay(recording);
    replay.to(second.step);
    const { vm } = replay;
    expect(vm.pendingCalls()).toMatchObject([{ name: 'ask', args: ['b'], kind: 'call' }]);
    expect(vm.tasks()[0]!.stack()).toContain('at main (main.ts:8:26)');
    expect(vm.getStats()).toMatchObject({
      state: 'paused',
      stepsExecuted: second.step,
      hostCalls: { total: 2 },
    });
  });

  test('shows a Vm that has ended, and how it was before', async () => {
    const { vm, recorder } = recorded({ maxStepBudget: 5000 });
    expect((await failure(vm.runEntry('sum', [1e6]))).code).toBe('STEP_BUDGET');
    const recording = recorder.stop();
    using replay = new Replay(recording);
    expect(replay.to(recording.info.lastStep).done).toBe(false);
    const exits: unknown[] = [];
    replay.vm.on('exit', (error) => exits.push(error));
    const task = replay.vm.tasks()[0] as Task<unknown>;
    expect(task.stack()).toContain('sum');
    expect(replay.run().done).toBe(true);
    expect((await failure(task)).code).toBe('STEP_BUDGET');
    await turn();
    expect(exits).toMatchObject([{ code: 'STEP_BUDGET' }]);
    expect(replay.vm.getStats().state).toBe('terminated');
    expect(replay.to(4000).step).toBe(4000);
    expect(replay.vm.tasks()[0]!.stack()).toContain('sum');
  });

  test('is where another Vm can go on from', async () => {
    const recording = await finished();
    const settled = [...recording.inputs()].filter(({ kind }) => kind === 'settle')[1]!;
    using replay = new Replay(recording);
    replay.to(settled.step);
    const other = Vm.from(replay.vm.snapshot(), {
      runtime: makeRuntime(),
      capabilities: { ask: async (name: string) => name.toUpperCase(), log: () => {} },
    });
    expect(await other.tasks()[0]).toEqual(['a!', 'B']);
  });

  test('finds its way when somebody has run its Vm', async () => {
    using replay = new Replay(await finished());
    replay.to(100);
    const { bytes } = replay.vm.snapshot();
    replay.vm.resume();
    replay.vm.step(50);
    expect(replay.to(100).step).toBe(100);
    expect(replay.vm.snapshot().bytes).toEqual(bytes);
    expect(replay.run().done).toBe(true);
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

describe('the places that a Replay keeps', () => {
  test('make the way back short', async () => {
    const { vm, recorder } = recorded();
    await vm.runEntry('sum', [1_000_000]);
    const recording = recorder.stop();
    const { lastStep } = recording.info;
    expect(lastStep).toBeGreaterThan(1_500_000);
    using replay = new Replay(recording);
    replay.run();
    const before = vi.spyOn(Checkpoints.prototype, 'before');
    for (let step = lastStep - 1000; step > 100_000; step -= 291_111) {
      before.mockClear();
      expect(replay.to(step).step).toBe(step);
      expect(replay.vm.getStats().stepsExecuted).toBe(step);
      const from = before.mock.results[0]!.value.step;
      expect(step - from).toBeLessThanOrEqual(100_000);
    }
    before.mockRestore();
  });

  test('are few, and evenly spread', () => {
    const place = (step: number, byteLength = 1000) =>
      ({ step, sequence: 0, state: { parked: { byteLength } } }) as never;
    const kept = (interval: number, length: number, bytes: number) => {
      const checkpoints = new Checkpoints(place(0, bytes));
      for (let step = 0; step < length; ) {
        step = checkpoints.dueAfter(step);
        checkpoints.add(place(step, bytes));
      }
      const found = new Set<number>();
      for (let at = 0; at <= length; at += interval / 2) found.add(checkpoints.before(at, 0).step);
      return [...found];
    };
    const many = kept(100_000, 1e8, 1000);
    expect(many.length).toBeGreaterThan(15);
    expect(many.length).toBeLessThanOrEqual(32);
    const gaps = new Set(many.slice(1).map((step, index) => step - many[index]!));
    expect(gaps.size).toBe(1);
    // Of large states there are fewer; of the largest the beginning alone.
    expect(kept(100_000, 1e7, 10 << 20).length).toBeLessThanOrEqual(6);
    expect(kept(100_000, 1e6, 100 << 20)).toEqual([0]);
  });
});

describe('a Replay refuses', () => {
  test('to guess the program of a recording by reference', async () => {
    const recording = await finished(reference);
    expect(thrown(() => new Replay(recording))).toMatchObject(
      badRecording(`needs the program with the SHA-256 ${program.hash}`),
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

  test('another core, unless it cannot be told', async () => {
    const recording = await finished();
    const other = changed(recording, (bytes) => bytes.set([1, 2, 3], 32));
    expect(thrown(() => new Replay(other))).toMatchObject(badRecording('another core'));
    const unknown = changed(recording, (bytes) => bytes.fill(0, 32, 64));
    using replay = new Replay(unknown);
    expect(replay.run().done).toBe(true);
  });

  test('more steps or memory than it may take', async () => {
    const { vm, recorder } = recorded({ maxHeapBytes: 1 << 20 });
    vm.setLimits({ maxHeapBytes: 2 << 20 });
    await vm.runEntry('main', [['a']]);
    const recording = recorder.stop();
    const { firstStep, lastStep } = recording.info;
    const enough = { maxSteps: lastStep - firstStep, maxHeapBytes: 2 << 20 };
    using replay = new Replay(recording, enough);
    expect(replay.run().done).toBe(true);
    expect(thrown(() => new Replay(recording, { maxSteps: enough.maxSteps - 1 }))).toMatchObject(
      badRecording('more than maxSteps'),
    );
    for (const maxHeapBytes of [1 << 19, 1 << 20]) {
      expect(thrown(() => new Replay(recording, { maxHeapBytes }))).toMatchObject(
        badRecording('its heap may have'),
      );
    }
  });

  test('bad options, and places that are none', async () => {
    const recording = await finished();
    const making = (options: object) => thrown(() => new Replay(recording, options));
    expect(making({ maxSteps: 'many' })).toMatchObject({
      name: 'RangeError',
      message: 'option maxSteps must be a number, not many',
    });
    expect(making({ seed: 1 })).toMatchObject({
      name: 'RangeError',
      message: 'there is no option seed of a Replay',
    });
    expect(making({ runtime: makeRuntime() })).toMatchObject({
      name: 'TypeError',
      message: 'a replay needs a Runtime made with manual: true',
    });
    using replay = new Replay(recording);
    for (const target of [Number.NaN, 'end', null, { step: 1 }]) {
      expect(thrown(() => replay.to(target as never))).toBeInstanceOf(TypeError);
    }
  });
});

describe('a divergence', () => {
  interface Placed {
    step: number;
    input: Input;
  }

  /** A recording with other inputs; all else is right in it. */
  function withInputs(recording: Recording, change: (inputs: Placed[]) => void): Uint8Array {
    const { info, inputBytes, bytes } = recording;
    const reader = new InputReader(inputBytes, 0, info.firstStep);
    const inputs: Placed[] = Array.from({ length: info.inputs }, () => ({ ...reader.next()! }));
    change(inputs);
    const writer = new InputWriter(info.firstStep);
    for (const { step, input } of inputs) writer.append(step, input);
    const head = bytes.subarray(0, bytes.length - inputBytes.length);
    const changed = new Uint8Array([...head, ...writer.bytes()]);
    const view = new DataView(changed.buffer);
    view.setUint32(24, inputs.length, true);
    view.setUint32(12, checksum(changed.subarray(16)), true);
    return changed;
  }

  function divergenceOf(bytes: Uint8Array): DivergenceError {
    using replay = new Replay(bytes);
    const error = thrown(() => replay.run());
    expect(error).toBeInstanceOf(DivergenceError);
    expect(replay.position).toMatchObject({ step: error.step, sequence: error.sequence });
    return error;
  }

  test.each<[string, number, (inputs: Placed[]) => void]>([
    ['the call of ask has no answer', 1, (inputs) => inputs.splice(1)],
    [
      "the input 'answer': the Vm waits for no answer",
      1,
      (inputs) => {
        inputs[1]!.step -= 2;
      },
    ],
    [
      'the call of ask has no answer',
      1,
      (inputs) => {
        inputs[1]!.step += 2;
      },
    ],
    ["the input 'start': Task 1 has begun already", 1, (inputs) => inputs.splice(1, 0, inputs[0]!)],
    ['the Vm has nothing to do, and the recording goes on', 0, (inputs) => inputs.splice(0, 1)],
  ])('says when and why: %s', async (reason, sequence, change) => {
    const error = divergenceOf(withInputs(await finished(), change));
    expect(error.message).toBe(`at step ${error.step}, after ${sequence} inputs: ${reason}`);
    expect(error.toJSON()).toMatchObject({
      ...{ name: 'DivergenceError', code: 'DIVERGED' },
      ...{ step: error.step, sequence },
    });
  });

  test('is told of answers that no host could give', async () => {
    const vm = start(compile('export function main() { console.log(1); }'));
    const recorder = new Recorder(vm);
    await vm.runEntry('main');
    const recording = recorder.stop();
    const answered = (answer: Answered) =>
      divergenceOf(
        withInputs(recording, (inputs) => {
          inputs[1]!.input = { kind: 'answer', answer, isCounted: false, room: 'found' };
        }),
      ).message;
    expect(answered({ how: 'promise' })).toContain('a console call gives no Promise');
    const hole = new Uint8Array([4, 0, 0, 0, 0, 0, 0xf9, 0xff]);
    expect(answered({ how: 'value', slot: hole })).toContain('the answer is no value');
    const message = new Uint8Array([0, 0, 0, 0, 1, 0, 0, 0, 4]);
    expect(answered({ how: 'message', message })).toContain('the Vm has ended');
  });

  test('is told where the Vm ends in another way', async () => {
    const { vm, recorder } = recorded();
    const task = vm.runEntry('forever');
    await turn();
    vm.terminate();
    expect((await failure(task)).code).toBe('TERMINATED');
    const recording = recorder.stop();
    using replay = new Replay(recording);
    expect(replay.run().done).toBe(true);
    const longer = changed(recording, (_, view) => {
      view.setFloat64(16, recording.info.lastStep + 10, true);
    });
    expect(divergenceOf(longer).message).toContain('the Vm has ended');
  });

  test('is told where the recording ends and no Vm could', async () => {
    const { vm, recorder } = recorded();
    await vm.runEntry('sum', [1000]);
    const recording = recorder.stop();
    let told = 0;
    for (let step = recording.info.lastStep - 20; step < recording.info.lastStep; step++) {
      using replay = new Replay(changed(recording, (_, view) => view.setFloat64(16, step, true)));
      try {
        expect(replay.run()).toMatchObject({ done: true, step });
      } catch (error) {
        expect((error as Error).message).toContain(`the recording ends at step ${step}`);
        told++;
      }
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(20);
  });

  test('leaves the way back open', async () => {
    const recording = await finished();
    using replay = new Replay(withInputs(recording, (inputs) => inputs.splice(3)));
    const { step } = thrown(() => replay.run()) as DivergenceError;
    expect(replay.to(step - 1).step).toBeLessThan(step);
    expect(replay.vm.tasks()[0]!.stack()).toContain('main');
    expect((thrown(() => replay.run()) as DivergenceError).step).toBe(step);
  });
});
