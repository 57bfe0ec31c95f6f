/** Snapshots of a Vm: what goes into one, and how one becomes the state of a Vm again. */
import { REQUEST_FLAGS_IN_IMAGES } from '../../assembly/layouts';
import {
  H_BYTES_FREED,
  H_CACHE_EPOCH,
  H_CACHE_POOL,
  H_COLLECTIONS,
  H_FOUND_ATTRIBUTES,
  H_FOUND_DEPTH,
  H_FOUND_HOLDER,
  H_FOUND_SLOT,
  H_GC_CURSOR,
  H_GC_CURSOR2,
  H_GC_FLAGS,
  H_GC_TABLES,
  H_HEAP_LIMIT,
  H_HEAP_TOP,
  H_KNOB_COLLECT,
  H_KNOB_COUNT,
  H_KNOB_FAIL,
  H_KNOB_FOOTPRINT,
  H_KNOB_PC,
  H_REQUEST,
  H_STATUS,
  Status,
} from '../../assembly/memory-map';
import type { CodeImage } from '../bytecode/code-image';
import type { Capabilities } from '../capabilities/capability';
import { importName } from '../capabilities/resolve';
import { layoutHash } from '../generated/library';
import { decodeMessage } from '../marshal/decode';
import { decodeSnapshot, encodeSnapshot, type SnapshotContent } from '../snapshot/format';
import type { HostState, TaskState } from '../snapshot/host-state';
import { Snapshot } from '../snapshot/snapshot';
import { BadImage, verifyImage } from '../snapshot/verify';
import { type CallInFlight, callsInFlight } from './calls-in-flight';
import type { Engine, RestoredCall } from './engine';
import { VmError } from './errors';
import { Call } from './host-calls';
import type { FoundCode, LoadedModules } from './modules';
import type { Limits } from './options';
import { ParkedImage } from './parking';
import { Program } from './program';

export interface SnapshotOptions {
  /** With the bytecode, or with its SHA-256 only. Default 'embed'. */
  code?: 'embed' | 'reference';
  /** Default false. */
  compress?: boolean;
  /** Key of an HMAC-SHA-256 signature. Default: none. */
  sign?: Uint8Array;
}

export interface RestoreOptions {
  /** The program, for a snapshot with `code: 'reference'`. Default: what the Vm has loaded. */
  program?: Program | ArrayBuffer | Uint8Array;
  /**
   * Host calls in flight are made again, rejected, or left to `vm.answer` and `vm.fail`. Default 'reissue'.
   * What is answered before the Vm runs is neither made again nor rejected.
   */
  pendingCalls?: 'reissue' | 'reject' | 'hold';
  /** The snapshot must be signed with this key. */
  key?: Uint8Array;
  /** Finds foreign objects by their number; without it handles are dead. */
  foreign?: (id: number) => object;
  /** Math.random begins again from here. Default: it goes on. */
  seed?: number;
  /** What the guest's clock shows, in milliseconds since 1970. Default: it goes on. */
  now?: number;
  limits?: Partial<Limits>;
  capabilities?: Capabilities;
}

// ---- Taking ----

/** What a snapshot holds. @throws VmError VM_BUSY, TERMINATED, CORE_FAULT, NO_ENTRY, NO_MODULE */
export function takeSnapshot(
  engine: Engine,
  modules: LoadedModules,
  { code = 'embed', compress = false, sign }: SnapshotOptions,
): Snapshot {
  const { parked, host } = takeVerified(engine, modules);
  const state = modules.code();
  const content: SnapshotContent = {
    layoutHash,
    programHash: state.hash,
    host,
    header: parked.header,
    body: parked.body,
    code: code === 'embed' ? state : undefined,
  };
  return new Snapshot(encodeSnapshot(content, { compress, sign }), sign);
}

/** The state of a Vm, which needs no verification in this process. @throws VmError as `takeSnapshot` does */
export function takeVerified(engine: Engine, modules: LoadedModules): VerifiedSnapshot {
  const parked = engine.takeImage();
  normalise(parked, engine.waitsForHost);
  return { host: hostState(engine, parked), parked, code: modules.linked() };
}

/** Fields that say nothing about the guest get the value that they have in every image. */
function normalise(header: ParkedImage, waits: boolean): void {
  header.setU32(H_STATUS, waits ? Status.HOST_CALL : Status.IDLE);
  for (const field of meaningless) header.setU32(field, 0);
  // How large the memory is: nothing is left of it.
  header.setU32(H_HEAP_LIMIT, header.u32(H_HEAP_TOP));
  for (const field of [H_KNOB_FAIL, H_COLLECTIONS, H_BYTES_FREED]) header.setF64(field, 0);
  header.setU32(H_CACHE_EPOCH, 1);
  header.setU32(
    H_GC_FLAGS,
    header.u32(H_REQUEST) === 0 ? 0 : header.u32(H_GC_FLAGS) & REQUEST_FLAGS_IN_IMAGES,
  );
}

const meaningless: readonly number[] = [
  H_CACHE_POOL,
  H_GC_CURSOR,
  H_GC_CURSOR2,
  H_GC_TABLES,
  H_FOUND_ATTRIBUTES,
  H_FOUND_SLOT,
  H_FOUND_HOLDER,
  H_FOUND_DEPTH,
  H_KNOB_COLLECT,
  H_KNOB_PC,
  H_KNOB_COUNT,
  H_KNOB_FOOTPRINT,
];

function hostState(engine: Engine, parked: ParkedImage): HostState {
  const answered = answeredCalls(engine, parked);
  const tasks = [...engine.tasks.values()].map((task): TaskState => {
    const { id, hostCallsLeft, deadline, cancelCode } = task;
    return {
      id,
      ...(hostCallsLeft <= Number.MAX_SAFE_INTEGER ? { hostCallsLeft } : {}),
      ...(deadline === undefined
        ? {}
        : { timeoutMs: Math.max(0, Math.ceil(deadline - performance.now())) }),
      ...(cancelCode === undefined ? {} : { cancelCode }),
    };
  });
  return {
    lastTask: engine.lastTask,
    tasks,
    foreign: engine.foreign.size,
    hostCalls: engine.calls.total,
    ...(answered.length === 0 ? {} : { answered }),
    imports: engine.image?.imports.map(importName) ?? [],
  };
}

/** Calls that the host has settled and the region still waits for: their answers are on the way. */
function answeredCalls(engine: Engine, parked: ParkedImage): number[] {
  const { image, calls } = engine;
  if (image === undefined) return [];
  const waiting = new Set(calls.pending.list().map(({ id }) => id));
  return callsInFlight(parked.reader(image))
    .filter(({ id, kind }) => kind === 'promise' && !waiting.has(id))
    .map(({ id }) => id);
}

// ---- Restoring ----

/** A snapshot, verified against the program that it is restored with. */
export interface VerifiedSnapshot {
  readonly host: HostState;
  readonly parked: ParkedImage;
  readonly code: FoundCode;
}

/**
 * Reads a snapshot and verifies all of it.
 * @param modules what the Vm has loaded, which serves when the snapshot does not bring the program
 * @throws VmError BAD_SNAPSHOT, BAD_BYTECODE
 */
export function verifySnapshot(
  snapshot: Snapshot | Uint8Array,
  modules: LoadedModules,
  { key, program }: RestoreOptions,
): VerifiedSnapshot {
  const bytes = snapshot instanceof Snapshot ? snapshot.bytes : snapshot;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError('a snapshot must be a Snapshot or a Uint8Array');
  }
  const content = decodeSnapshot(bytes, key);
  if (content.layoutHash !== layoutHash) {
    throw new VmError('BAD_SNAPSHOT', 'its layout is that of another version of this package');
  }
  const code = modules.find(content.programHash, content.code, programOf(program));
  const header = content.header.slice();
  // A copy of its own, at an address where words can be read.
  const body = content.body.slice();
  verifyParts(header, body, code.image);
  return { host: content.host, parked: new ParkedImage(header, body), code };
}

function programOf(program: RestoreOptions['program']): Program | undefined {
  return program === undefined || program instanceof Program ? program : Program.fromBytes(program);
}

function verifyParts(header: Uint8Array, body: Uint8Array, image: CodeImage): void {
  const globals = image.globalsEnd - image.globalsBase;
  if (body.length < globals || body.length % 8 !== 0) {
    throw new VmError('BAD_SNAPSHOT', 'its heap has another size than it says');
  }
  const words = new Uint32Array(body.buffer, body.byteOffset, body.length / 4);
  try {
    verifyImage(
      { header, globals: words.subarray(0, globals / 4), heap: words.subarray(globals / 4) },
      image,
    );
  } catch (error) {
    if (!(error instanceof BadImage)) throw error;
    throw new VmError('BAD_SNAPSHOT', error.message, { cause: error });
  }
}

/** The host calls in flight of an image, with what becomes of each. */
export function restoredCalls(
  { host, parked, code: { image } }: VerifiedSnapshot,
  engine: Engine,
  fate: RestoredCall['fate'],
): RestoredCall[] {
  return callsInFlight(parked.reader(image), host.answered).map((call) => {
    const { args, failure } = argumentsOf(call, engine);
    const name = image.imports[call.capability];
    return {
      call: new Call(call.id, name === undefined ? 'console' : importName(name), args),
      kind: call.kind,
      capability: call.capability,
      fate,
      failure,
    };
  });
}

function argumentsOf(
  { message }: CallInFlight,
  { settings, context }: Engine,
): { args: readonly unknown[]; failure: unknown } {
  try {
    const args = decodeMessage(message, settings, context);
    if (Array.isArray(args)) return { args, failure: undefined };
    return { args: [], failure: new TypeError('the arguments are no list') };
  } catch (failure) {
    return { args: [], failure };
  }
}
