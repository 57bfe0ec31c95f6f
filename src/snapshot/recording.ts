/**
 * A recording: the state in which a Vm was, and everything that went into it since (docs/recording.md). Little-endian:
 *
 *   +0   8 bytes   magic 'RAYARECO'
 *   +8   u16       format version
 *   +10  u16       0
 *   +12  u32       checksum of everything from +16 on
 *   +16  f64       step count at its end
 *   +24  u32       number of inputs
 *   +28  u32       bytes of the snapshot
 *   +32  32 bytes  SHA-256 of the core, 0 when it was one of the host's own that cannot be told
 *   +64            the snapshot, to a multiple of 8; the inputs (inputs.ts)
 */
import { H_STEPS, HEADER } from '../../assembly/memory-map';
import { VmError } from '../vm/errors';
import { checksum } from './codec';
import { decodeHead, decodeSnapshot, fromHex, toHex } from './format';
import { BadInputs, type InputKind, InputReader } from './inputs';
import { ImageHeader } from './verify/image-header';

export const RECORDING_VERSION = 1;

const MAGIC = 'RAYARECO';
const HEAD_BYTES = 64;
const CORE_AT = 32;

/** What a recording says of itself. */
export interface RecordingInfo {
  formatVersion: number;
  /** SHA-256 of the core; zeros when it cannot be told. */
  coreHash: string;
  /** SHA-256 of memory layout, instructions and guest library. */
  layoutHash: string;
  /** SHA-256 of the program with which it begins. */
  programHash: string;
  /** Step counts of the Vm at its beginning and at its end. */
  firstStep: number;
  lastStep: number;
  /** Number of inputs. */
  inputs: number;
}

/** What went into the Vm, and when. */
export interface RecordedInput {
  /** Counts the inputs, from 0. */
  readonly sequence: number;
  /** Steps that the Vm had run. */
  readonly step: number;
  readonly kind: InputKind;
  /** Of the Task or the call that it is about. */
  readonly id?: number;
}

export interface RecordingParts {
  readonly coreHash: string;
  readonly snapshot: Uint8Array;
  readonly inputs: Uint8Array;
  readonly count: number;
  readonly lastStep: number;
}

export function badRecording(reason: string, options?: ErrorOptions): never {
  throw new VmError('BAD_RECORDING', reason, options);
}

/** Made by `recorder.stop()`; what a `Replay` runs. */
export class Recording {
  /** The format of docs/recording.md. */
  readonly bytes: Uint8Array;
  readonly info: RecordingInfo;
  /** Its beginning. @internal */
  readonly snapshot: Uint8Array;
  /** @internal */
  readonly inputBytes: Uint8Array;
  /** Step count of each input. @internal */
  readonly steps: Float64Array;

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkHead(bytes, view);
    const snapshotBytes = view.getUint32(28, true);
    const inputsAt = HEAD_BYTES + align(snapshotBytes);
    if (inputsAt > bytes.length) badRecording('it is truncated');
    this.snapshot = bytes.subarray(HEAD_BYTES, HEAD_BYTES + snapshotBytes);
    this.inputBytes = bytes.subarray(inputsAt);
    const lastStep = view.getFloat64(16, true);
    const inputs = view.getUint32(24, true);
    try {
      this.info = {
        formatVersion: RECORDING_VERSION,
        coreHash: toHex(bytes.subarray(CORE_AT, HEAD_BYTES)),
        ...beginning(this.snapshot),
        lastStep,
        inputs,
      };
      this.steps = this.#readSteps(inputs);
    } catch (error) {
      const isSaid = error instanceof VmError && error.code === 'BAD_RECORDING';
      if (isSaid || !(error instanceof VmError || error instanceof BadInputs)) throw error;
      badRecording(error.message, { cause: error });
    }
    const last = this.steps.at(-1) ?? this.info.firstStep;
    if (!(Number.isSafeInteger(lastStep) && lastStep >= last)) badRecording('it ends too early');
  }

  /**
   * A recording that was kept somewhere.
   * @throws VmError BAD_RECORDING with the reason: not a recording, of another version, truncated, or changed
   */
  static fromBytes(bytes: Uint8Array): Recording {
    if (!(bytes instanceof Uint8Array)) throw new TypeError('a recording must be a Uint8Array');
    return new Recording(bytes);
  }

  /** @internal */
  static fromParts({ coreHash, snapshot, inputs, count, lastStep }: RecordingParts): Recording {
    const inputsAt = HEAD_BYTES + align(snapshot.length);
    const bytes = new Uint8Array(inputsAt + inputs.length);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < MAGIC.length; index++) bytes[index] = MAGIC.charCodeAt(index);
    view.setUint16(8, RECORDING_VERSION, true);
    view.setFloat64(16, lastStep, true);
    view.setUint32(24, count, true);
    view.setUint32(28, snapshot.length, true);
    bytes.set(fromHex(coreHash), CORE_AT);
    bytes.set(snapshot, HEAD_BYTES);
    bytes.set(inputs, inputsAt);
    view.setUint32(12, checksum(bytes.subarray(16)), true);
    return new Recording(bytes);
  }

  /** What went in, in order. */
  *inputs(): Generator<RecordedInput> {
    const reader = new InputReader(this.inputBytes, 0, this.info.firstStep);
    for (let sequence = 0; sequence < this.info.inputs; sequence++) {
      const { step, input } = reader.next()!;
      yield {
        sequence,
        step,
        kind: input.kind,
        ...('id' in input ? { id: input.id } : {}),
      };
    }
  }

  /** Reads all inputs once, so that a replay finds nothing wrong with them. */
  #readSteps(count: number): Float64Array {
    if (count > this.inputBytes.length) badRecording('it is truncated');
    const steps = new Float64Array(count);
    const reader = new InputReader(this.inputBytes, 0, this.info.firstStep);
    for (let sequence = 0; sequence < count; sequence++) {
      const placed = reader.next();
      if (placed === undefined) badRecording('it is truncated');
      steps[sequence] = placed.step;
      if (placed.input.kind === 'end' && sequence !== count - 1) {
        badRecording('something goes into a Vm that has ended');
      }
    }
    if (reader.next() !== undefined) badRecording('there are bytes behind its end');
    return steps;
  }
}

const align = (bytes: number): number => (bytes + 7) & ~7;

function checkHead(bytes: Uint8Array, view: DataView): void {
  for (let index = 0; index < MAGIC.length; index++) {
    if (bytes[index] !== MAGIC.charCodeAt(index)) badRecording('the bytes are no recording');
  }
  if (bytes.length < HEAD_BYTES) badRecording('it is truncated');
  const version = view.getUint16(8, true);
  if (version !== RECORDING_VERSION) {
    badRecording(`its format version is ${version}, this build reads ${RECORDING_VERSION}`);
  }
  if (view.getUint16(10, true) !== 0) badRecording('it has odd flags');
  if (checksum(bytes.subarray(16)) !== view.getUint32(12, true)) {
    badRecording('its checksum is wrong');
  }
}

/** What the snapshot with which it begins says. */
function beginning(
  bytes: Uint8Array,
): Pick<RecordingInfo, 'layoutHash' | 'programHash' | 'firstStep'> {
  // A Recorder packs nothing: what is unpacked to look at it could be of any size.
  if (decodeHead(bytes).flags !== 0) badRecording('its snapshot is packed or signed');
  const { layoutHash, programHash, header } = decodeSnapshot(bytes);
  if (header.length < H_STEPS + 8 - HEADER) badRecording('the snapshot has no header');
  const firstStep = new ImageHeader(header).f64(H_STEPS);
  if (!(Number.isSafeInteger(firstStep) && firstStep >= 0)) badRecording('it begins at no step');
  return { layoutHash, programHash, firstStep };
}
