import { Runtime, Vm, VmError } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { checkCallOptions, checkLimits, vmSettings } from '../../src/vm/options';

const bad = (options: object) => () => vmSettings(options as never);

describe('a bad option is a RangeError that names it', () => {
  test.each([
    [{ maxHeapBytes: -1 }, /maxHeapBytes .* not -1/],
    [{ maxHeapBytes: '64MB' }, /maxHeapBytes .* not '64MB'/],
    [{ maxHeapBytes: Number.NaN }, /maxHeapBytes/],
    [{ maxHeapBytes: 1024 }, /maxHeapBytes must be a whole number from 65536/],
    [{ maxStackBytes: 0 }, /maxStackBytes/],
    [{ maxTasks: 1.5 }, /maxTasks/],
    [{ maxStepBudget: -1 }, /maxStepBudget/],
    [{ timeoutMs: 'soon' }, /timeoutMs/],
    [{ onStepBudget: 'explode' }, /onStepBudget must be 'end' or 'pause', not 'explode'/],
    [{ limitScope: 'all' }, /limitScope/],
    [{ heap: 'big' }, /heap/],
    [{ clock: 'sun' }, /clock/],
    [{ seed: 0.5 }, /seed/],
    [{ capabilities: 5 }, /capabilities must be an object/],
    [{ capabilites: {} }, /there is no option capabilites/],
    [{ stepQuota: { steps: 1, perMs: 1 } }, /stepQuota is not supported yet/],
  ])('%o', (options, message) => {
    expect(bad(options)).toThrow(RangeError);
    expect(bad(options)).toThrow(message);
  });

  test('of the constructor, of a call, of setLimits', () => {
    expect(() => new Vm({ maxHeapBytes: 0 })).toThrow(RangeError);
    expect(() => checkCallOptions({ maxSteps: -5 })).toThrow(/maxSteps/);
    expect(() => checkCallOptions({ steps: 5 } as never)).toThrow(/no call option steps/);
    expect(() => checkCallOptions({ signal: {} as never })).toThrow(/AbortSignal/);
    expect(() => checkLimits({ maxTask: 5 } as never)).toThrow(/no limit maxTask/);
    expect(() => checkLimits({ maxTasks: 0 })).toThrow(/maxTasks/);
  });

  test('of a Runtime', () => {
    expect(() => new Runtime({ sliceMs: 0 })).toThrow(/sliceMs/);
    expect(() => new Runtime({ maxLeases: 1e9 })).toThrow(/maxLeases/);
    expect(() => new Runtime({ thread: 1 } as never)).toThrow(/no Runtime option thread/);
    expect(() => new Runtime({ workers: 2 })).toThrow(VmError);
  });
});

test('defaults are those of the contract', () => {
  expect(vmSettings({ maxTasks: undefined })).toMatchObject({
    maxHeapBytes: 64 * 1024 * 1024,
    maxStackBytes: 1024 * 1024,
    maxTasks: 10_000,
    maxStepBudget: Number.POSITIVE_INFINITY,
    maxMessageBytes: 4 * 1024 * 1024,
    maxMessageValues: 1_000_000,
    stepsPerSlice: 1_000_000,
    onStepBudget: 'end',
    heap: 'gc',
    clock: 'virtual',
    seed: 0,
    now: 0,
  });
});
