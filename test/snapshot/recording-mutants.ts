/**
 * Recordings that a stranger might send: a real one with bytes of it changed, or with inputs that were never recorded, the checksums right again.
 */
import { Recording } from 'raya-vm';
import { checksum } from '../../src/snapshot/codec';
import { cancelCodes } from '../../src/snapshot/host-state';
import { type Input, InputReader, InputWriter, type PlacedInput } from '../../src/snapshot/inputs';
import type { Random } from './recorded';

const HEAD_BYTES = 64;
const SNAPSHOT_HEAD_BYTES = 88;

/** Where the parts of a recording lie. */
function partsOf(bytes: Uint8Array): { snapshotEnd: number; inputs: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const snapshotEnd = HEAD_BYTES + view.getUint32(28, true);
  return { snapshotEnd, inputs: (snapshotEnd + 7) & ~7 };
}

// ---- Bytes ----

/** Some bytes of the head, of the snapshot or of the inputs are changed; mostly of the inputs. */
export function changeBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const { snapshotEnd, inputs } = partsOf(bytes);
  const place = random(10);
  let start = inputs;
  let end = bytes.length;
  if (place === 0) [start, end] = [16, HEAD_BYTES];
  else if (place < 3) [start, end] = [HEAD_BYTES + SNAPSHOT_HEAD_BYTES, snapshotEnd];
  const mutant = bytes.slice();
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const at = start + random(end - start);
    const value = mutant[at]!;
    const from = start + random(end - start);
    const change = random(5);
    if (change === 0) mutant[at] = value ^ (1 << random(8));
    else if (change === 1) mutant[at] = random(256);
    else if (change === 2) mutant[at] = value + random(5) - 2;
    else if (change === 3) mutant[at] = [0, 127, 128, 255][random(4)]!;
    else mutant.copyWithin(at, from, Math.min(end, from + random(40), from + end - at));
  }
  return withChecksums(mutant, snapshotEnd);
}

/** The checksums of the snapshot and of the whole, as they have to be. */
function withChecksums(bytes: Uint8Array, snapshotEnd: number): Uint8Array {
  const view = new DataView(bytes.buffer);
  const content = bytes.subarray(HEAD_BYTES + 16, snapshotEnd);
  view.setUint32(HEAD_BYTES + 12, checksum(content), true);
  view.setUint32(12, checksum(bytes.subarray(16)), true);
  return bytes;
}

// ---- Inputs ----

/** Well-formed inputs, of which some are left out, doubled, elsewhere or other than they were. */
export function changeInputs(recording: Recording, random: Random): Uint8Array {
  const { info, snapshot } = recording;
  const inputs = inputsOf(recording);
  for (let changes = 1 + random(2); changes > 0 && inputs.length > 0; changes--) {
    changeOne(inputs, random);
  }
  const writer = new InputWriter(info.firstStep);
  let last = info.firstStep;
  for (const { step, input } of inputs) {
    last = Math.max(last, step);
    writer.append(last, input);
  }
  const lastStep = random(6) === 0 ? last + random(2000) : Math.max(last, info.lastStep);
  const { coreHash } = info;
  return Recording.fromParts({
    ...{ coreHash, snapshot, lastStep },
    ...{ inputs: writer.bytes(), count: inputs.length },
  }).bytes;
}

function inputsOf({ inputBytes, info }: Recording): PlacedInput[] {
  const reader = new InputReader(inputBytes, 0, info.firstStep);
  return Array.from({ length: info.inputs }, () => reader.next()!);
}

function changeOne(inputs: PlacedInput[], random: Random): void {
  // What ends the Vm stays behind everything else.
  const at = random(inputs.length - 1);
  const { step, input } = inputs[at]!;
  switch (random(8)) {
    case 0:
      inputs.splice(at, 1);
      return;
    case 1:
      inputs.splice(random(inputs.length), 0, { step, input });
      return;
    case 2:
      inputs.splice(at, 1);
      inputs.splice(random(inputs.length), 0, { step, input });
      return;
    case 3:
      inputs[at] = { step: Math.max(0, step + random(7) - 3), input };
      return;
    default:
      inputs[at] = { step, input: other(input, random) };
  }
}

/** The same kind of input with something else in it. */
function other(input: Input, random: Random): Input {
  switch (input.kind) {
    case 'start': {
      const field = random(6);
      if (field === 0) return { ...input, id: someId(random) };
      if (field === 1) return { ...input, global: someNumber(random) };
      if (field === 2) return { ...input, maxSteps: someNumber(random) };
      if (field === 3) return { ...input, hostCallsLeft: someNumber(random) };
      return withRoomOr(input, random);
    }
    case 'settle':
      if (random(4) === 0) return { ...input, id: someId(random) };
      if (random(4) === 0) return { ...input, failed: true, message: undefined };
      return withRoomOr({ ...input, failed: random(3) === 0 || !input.message }, random);
    case 'answer':
      return otherAnswer(input, random);
    case 'cancel':
      if (random(2) === 0) return { ...input, id: someId(random) };
      return withRoomOr({ ...input, code: cancelCodes[random(cancelCodes.length)]! }, random);
    case 'clock':
      return { ...input, value: random(2) === 0 ? input.value * random(3) : someNumber(random) };
    case 'limits': {
      const names = Object.keys(input.limits);
      const name = names[random(names.length)]!;
      return { ...input, limits: { ...input.limits, [name]: someNumber(random) } };
    }
    case 'modules': {
      const { main, entries, units } = input.modules;
      const field = random(3);
      if (field === 0) return { ...input, modules: { ...input.modules, main: main + 1 } };
      if (field === 1)
        return { ...input, modules: { ...input.modules, entries: [...entries, random(4)] } };
      const changed = units.map((unit) => flipped(unit, random));
      return { ...input, modules: { ...input.modules, units: changed } };
    }
    case 'gone':
      return { ...input, id: someId(random) };
    case 'numbers':
      if (random(2) === 0) return { ...input, lastTask: someNumber(random) };
      return { ...input, foreign: someNumber(random) };
    case 'end':
      return { ...input, code: random(2) === 0 ? 'TERMINATED' : 'STEP_BUDGET' };
  }
}

type Answer = Input & { kind: 'answer' };

function otherAnswer(input: Answer, random: Random): Input {
  const { answer } = input;
  switch (random(5)) {
    case 0:
      return { ...input, isCounted: !input.isCounted };
    case 1:
      return { ...input, answer: { how: random(2) === 0 ? 'promise' : 'refused' }, room: 'found' };
    case 2: {
      const slot = new Uint8Array(8);
      new DataView(slot.buffer).setFloat64(0, someNumber(random) - 1, true);
      return { ...input, answer: { how: 'value', slot }, room: 'found' };
    }
    case 3:
      if ('message' in answer) {
        const how = answer.how === 'throw' ? 'message' : 'throw';
        return withRoomOr({ ...input, answer: { ...answer, how } }, random);
      }
      return { ...input, answer: { how: 'message', message: new Uint8Array(8 * random(8)) } };
    default:
      if (answer.how === 'value') {
        return { ...input, answer: { how: 'value', slot: flipped(answer.slot, random) } };
      }
      if (!('message' in answer)) return { ...input, isCounted: !input.isCounted };
      return { ...input, answer: { ...answer, message: flipped(answer.message, random) } };
  }
}

type Roomy = Extract<Input, { room: unknown }>;

/** Its message is another, or there was other room for it. */
function withRoomOr(input: Roomy, random: Random): Input {
  if (random(3) === 0 || !('message' in input) || input.message === undefined) {
    return { ...input, room: (['found', 'made', 'none'] as const)[random(3)]! };
  }
  return { ...input, message: flipped(input.message, random) } as Input;
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  if (changed.length > 0) changed[random(changed.length)]! ^= 1 << random(8);
  return changed;
}

/** Mostly of the few Tasks and calls that there are. */
const someId = (random: Random): number => (random(8) === 0 ? someNumber(random) : random(12));

const someNumber = (random: Random): number =>
  [0, 1, 8, 1000, 0x10000, 0x7fffffff, random(100), random(1 << 20)][random(8)]!;
