/** Recording: what its bytes say, and which bytes are none. */
import { Recording } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { layoutHash } from '../../src/generated/library';
import { RECORDING_VERSION } from '../../src/snapshot/recording';
import { badRecording, changed, finished, program, recorded } from './sample';
import { makeRuntime, thrown } from './support';

const HEAD_BYTES = 64;

test('says what it was made of', async () => {
  const runtime = makeRuntime();
  const { vm, recorder } = recorded({ runtime });
  const firstStep = vm.getStats().stepsExecuted;
  await vm.runEntry('main', [['a', 'b']]);
  const { info } = recorder.stop();
  expect(info).toEqual({
    formatVersion: RECORDING_VERSION,
    coreHash: runtime.pool.coreHash,
    layoutHash,
    programHash: program.hash,
    firstStep,
    lastStep: vm.getStats().stepsExecuted,
    inputs: 6,
  });
  expect(info.coreHash).toMatch(/^(?!0+$)[0-9a-f]{64}$/);
});

test('is the same when it is read again', async () => {
  const recording = await finished();
  const again = Recording.fromBytes(recording.bytes.slice());
  expect(again.info).toEqual(recording.info);
  expect([...again.inputs()]).toEqual([...recording.inputs()]);
  expect([...again.inputs()].map(({ step }) => step)).toEqual([...recording.steps]);
});

test('may lie anywhere in a buffer', async () => {
  const { bytes, info } = await finished();
  const buffer = new Uint8Array(bytes.length + 10);
  buffer.set(bytes, 3);
  expect(Recording.fromBytes(buffer.subarray(3, 3 + bytes.length)).info).toEqual(info);
});

describe('is refused', () => {
  const inputsAt = (view: DataView) => (HEAD_BYTES + view.getUint32(28, true) + 7) & ~7;
  const reading = (bytes: Uint8Array) => thrown(() => Recording.fromBytes(bytes));

  test('when it is something else', async () => {
    expect(reading(new Uint8Array(0))).toMatchObject(badRecording('no recording'));
    const { snapshot } = await finished();
    expect(reading(snapshot)).toMatchObject(badRecording('no recording'));
    expect(reading('text' as never)).toBeInstanceOf(TypeError);
  });

  test('when it is of another version', async () => {
    const { bytes } = await finished();
    const version = bytes.slice();
    version[8] = 9;
    expect(reading(version)).toMatchObject(
      badRecording('its format version is 9, this build reads 1'),
    );
  });

  test('when it was cut or damaged', async () => {
    const { bytes } = await finished();
    expect(reading(bytes.subarray(0, 40))).toMatchObject(badRecording('truncated'));
    for (const length of [HEAD_BYTES, 200, bytes.length - 1]) {
      expect(reading(bytes.subarray(0, length))).toMatchObject(badRecording('checksum'));
    }
    const damaged = bytes.slice();
    damaged[HEAD_BYTES + 100]! ^= 1;
    expect(reading(damaged)).toMatchObject(badRecording('checksum'));
  });

  test('when its snapshot would have to be unpacked first', () => {
    const { vm, recorder } = recorded();
    const recording = recorder.stop();
    const { coreHash, lastStep } = recording.info;
    const parts = { coreHash, lastStep, inputs: recording.inputBytes, count: 0 };
    for (const options of [{ compress: true }, { sign: new Uint8Array(32).fill(7) }]) {
      const snapshot = vm.snapshot(options).bytes;
      expect(thrown(() => Recording.fromParts({ ...parts, snapshot }))).toMatchObject(
        badRecording('packed or signed'),
      );
    }
  });

  test.each<[string, (bytes: Uint8Array, view: DataView) => void]>([
    ['odd flags', (_, view) => view.setUint16(10, 1, true)],
    ['it ends too early', (_, view) => view.setFloat64(16, 1, true)],
    ['it ends too early', (_, view) => view.setFloat64(16, Number.NaN, true)],
    ['bytes behind its end', (_, view) => view.setUint32(24, 2, true)],
    ['truncated', (_, view) => view.setUint32(24, 99, true)],
    ['truncated', (_, view) => view.setUint32(24, 0xffffffff, true)],
    ['truncated', (_, view) => view.setUint32(28, 1e9, true)],
    ['no snapshot', (bytes) => bytes.fill(0, HEAD_BYTES, HEAD_BYTES + 8)],
    ['no input of kind 31', (bytes, view) => bytes.fill(31, inputsAt(view))],
  ])('when it contradicts itself: %s', async (reason, change) => {
    const error = reading(changed(await finished(), change));
    expect(error).toMatchObject(badRecording(reason));
    expect(error.message.match(/not a recording/g)).toHaveLength(1);
  });
});
