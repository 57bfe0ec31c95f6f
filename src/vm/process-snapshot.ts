/**
 * Snapshots of a Runtime: its Vms as opaque snapshots of their own, each program once, and what the scheduler knows.
 *
 *   +0   8 bytes   magic 'RAYAPROC'
 *   +8   u16       format version
 *   +10  u16       flags: 1 signed
 *   +12  u32       checksum of everything from +16 to the signature
 *   +16  u32       bytes of the directory, JSON in UTF-8
 *   +20            the directory, then programs and Vms one after the other, with the lengths that it says
 *        32 bytes  HMAC-SHA-256 of everything before, when signed
 */

import { equalInConstantTime, hmacSha256 } from '../bytecode/checksums';
import { Runtime, type RuntimeOptions } from '../runtime/runtime';
import { checksum } from '../snapshot/codec';
import { badSnapshot } from '../snapshot/format';
import { type Limits, limitNames, splitOptions, type VmOptions } from './options';
import { Program } from './program';
import type { RestoreOptions, SnapshotOptions } from './snapshots';
import { engineOf, programOf, Vm } from './vm';

const MAGIC = 'RAYAPROC';
const FORMAT_VERSION = 1;
const HEAD_BYTES = 20;
const SIGNATURE_BYTES = 32;
const FLAG_SIGNED = 1;
const MAX_VMS = 1_000_000;

/** What is said of a Vm before it is restored. */
export interface StoredVm {
  /** Its place among the Vms of the Runtime, from 0. */
  readonly index: number;
  /** SHA-256 of its program. */
  readonly programHash: string;
  readonly limits: Limits;
}

/** How the Vms of a Runtime are restored: what is given here holds for all of them. */
export interface RestoreRuntimeOptions extends RestoreOptions {
  /** Options of the new Runtime. */
  runtime?: RuntimeOptions;
  /** Options of one Vm, which come before those for all. Its limits are those it had unless they are named. */
  vm?: (stored: StoredVm) => VmOptions & RestoreOptions;
}

interface VmEntry {
  bytes: number;
  /** Index of its program, -1: it brings it itself. */
  program: number;
  hash: string;
  /** In the order of `limitNames`; null is Infinity. */
  limits: (number | null)[];
  weight: number;
  onStepBudget: 'end' | 'pause';
  limitScope: 'task' | 'vm' | null;
  paused: boolean;
  credit: number;
}

interface Directory {
  programs: number[];
  vms: VmEntry[];
  /** Vms that have something to run, by index, in the order of their turns. */
  queue: number[];
}

// ---- Taking ----

/** @throws VmError as `vm.snapshot` does */
export function snapshotRuntime(runtime: Runtime, options: SnapshotOptions = {}): Uint8Array {
  const { code = 'embed', compress = false, sign } = options;
  const vms = [...runtime.vms];
  const programs: Program[] = [];
  const parts: Uint8Array[] = [];
  const entries = vms.map((vm): VmEntry => {
    const engine = engineOf(vm);
    const { settings } = engine;
    const program = code === 'embed' ? programOf(vm) : undefined;
    if (program !== undefined && !programs.includes(program)) programs.push(program);
    const snapshot = vm.snapshot({
      code: program === undefined ? code : 'reference',
      compress,
    });
    parts.push(snapshot.bytes);
    return {
      bytes: snapshot.bytes.length,
      program: program === undefined ? -1 : programs.indexOf(program),
      hash: snapshot.info.programHash,
      limits: limitNames.map((name) => (Number.isFinite(settings[name]) ? settings[name] : null)),
      weight: settings.weight,
      onStepBudget: settings.onStepBudget,
      limitScope: settings.limitScope ?? null,
      paused: engine.state === 'paused',
      credit: engine.credit,
    };
  });
  const bytecode = programs.map((program) => new Uint8Array(program.bytecode));
  const directory: Directory = {
    programs: bytecode.map(({ length }) => length),
    vms: entries,
    queue: runtime.turnOrder().map((vm) => vms.indexOf(vm)),
  };
  return encode(directory, [...bytecode, ...parts], sign);
}

function encode(
  directory: Directory,
  parts: readonly Uint8Array[],
  sign: Uint8Array | undefined,
): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(directory));
  const end = parts.reduce((sum, { length }) => sum + length, HEAD_BYTES + json.length);
  const bytes = new Uint8Array(end + (sign === undefined ? 0 : SIGNATURE_BYTES));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < MAGIC.length; index++) bytes[index] = MAGIC.charCodeAt(index);
  view.setUint16(8, FORMAT_VERSION, true);
  view.setUint16(10, sign === undefined ? 0 : FLAG_SIGNED, true);
  view.setUint32(16, json.length, true);
  bytes.set(json, HEAD_BYTES);
  let at = HEAD_BYTES + json.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  view.setUint32(12, checksum(bytes.subarray(16, end)), true);
  if (sign !== undefined) bytes.set(hmacSha256(sign, bytes.subarray(0, end)), end);
  return bytes;
}

// ---- Restoring ----

/**
 * A new Runtime with all Vms of a snapshot, in the order in which they had their turns.
 * @throws VmError BAD_SNAPSHOT, NO_CAPABILITY, BAD_BYTECODE; nothing is left of the Runtime then
 */
export async function restoreRuntime(
  bytes: Uint8Array,
  options: RestoreRuntimeOptions = {},
): Promise<Runtime> {
  const { runtime: runtimeOptions, vm: optionsOf, key, ...common } = options;
  const { directory, parts } = decode(bytes, key);
  const { length } = directory.programs;
  const programs = parts.slice(0, length).map((part) => Program.fromBytes(part));
  const runtime = new Runtime(runtimeOptions);
  try {
    const vms = directory.vms.map((entry, index) => {
      const limits = limitsOf(entry);
      const own = optionsOf?.({ index, programHash: entry.hash, limits }) ?? {};
      const [vmOptions, restoreOptions] = splitOptions({ ...common, ...own });
      const program = programs[entry.program];
      const vm = Vm.from(parts[length + index]!, {
        ...limits,
        weight: entry.weight,
        onStepBudget: entry.onStepBudget,
        ...(entry.limitScope === null ? {} : { limitScope: entry.limitScope }),
        ...vmOptions,
        ...(program === undefined ? {} : { program }),
        ...restoreOptions,
        runtime,
      });
      const engine = engineOf(vm);
      engine.credit = entry.credit;
      if (entry.paused) void vm.pause();
      return vm;
    });
    runtime.arrange(directory.queue.map((index) => vms[index]!));
  } catch (error) {
    await runtime.close();
    throw error;
  }
  return runtime;
}

function limitsOf({ limits }: VmEntry): Limits {
  const pairs = limitNames.map((name, index) => [name, limits[index] ?? Number.POSITIVE_INFINITY]);
  return Object.fromEntries(pairs) as unknown as Limits;
}

function decode(
  bytes: Uint8Array,
  key: Uint8Array | undefined,
): { directory: Directory; parts: Uint8Array[] } {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a snapshot must be a Uint8Array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSigned = bytes.length >= HEAD_BYTES && (view.getUint16(10, true) & FLAG_SIGNED) !== 0;
  const end = bytes.length - (isSigned ? SIGNATURE_BYTES : 0);
  if (key !== undefined) {
    if (!isSigned || end < HEAD_BYTES) badSnapshot('it is not signed');
    if (!equalInConstantTime(hmacSha256(key, bytes.subarray(0, end)), bytes.subarray(end))) {
      badSnapshot('its signature is wrong');
    }
  }
  if (end < HEAD_BYTES) badSnapshot('it is truncated');
  for (let index = 0; index < MAGIC.length; index++) {
    if (bytes[index] !== MAGIC.charCodeAt(index))
      badSnapshot('the bytes are no snapshot of a Runtime');
  }
  const version = view.getUint16(8, true);
  if (version !== FORMAT_VERSION) {
    badSnapshot(`its format version is ${version}, this build reads ${FORMAT_VERSION}`);
  }
  if (isSigned && key === undefined) badSnapshot('it is signed: give the key');
  if (checksum(bytes.subarray(16, end)) !== view.getUint32(12, true))
    badSnapshot('its checksum is wrong');
  const jsonEnd = HEAD_BYTES + view.getUint32(16, true);
  if (jsonEnd > end) badSnapshot('it is truncated');
  const directory = parseDirectory(bytes.subarray(HEAD_BYTES, jsonEnd));
  const parts: Uint8Array[] = [];
  let at = jsonEnd;
  for (const length of [...directory.programs, ...directory.vms.map((vm) => vm.bytes)]) {
    if (length > end - at) badSnapshot('it is truncated');
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== end) badSnapshot('there are bytes behind its end');
  return { directory, parts };
}

// ---- The directory, read as a stranger's ----

function parseDirectory(bytes: Uint8Array): Directory {
  let parsed: any;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    badSnapshot('its directory is no JSON');
  }
  const { programs, vms, queue } = Object(parsed);
  if (!Array.isArray(programs) || !Array.isArray(vms) || !Array.isArray(queue)) {
    badSnapshot('its directory has no lists');
  }
  if (vms.length > MAX_VMS) badSnapshot('it has too many Vms');
  const isCount = (value: unknown, most: number): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
  const isOrder =
    new Set(queue).size === queue.length && queue.every((index) => isCount(index, vms.length - 1));
  if (!programs.every((length) => isCount(length, 0xffffffff)) || !isOrder) {
    badSnapshot('its directory counts wrong');
  }
  for (const vm of vms) {
    const {
      bytes: length,
      program,
      hash,
      limits,
      weight,
      onStepBudget,
      limitScope,
      paused,
      credit,
    } = Object(vm);
    const isWhole =
      isCount(length, 0xffffffff) &&
      Number.isInteger(program) &&
      program >= -1 &&
      program < programs.length &&
      typeof hash === 'string' &&
      Array.isArray(limits) &&
      limits.length === limitNames.length &&
      limits.every((limit) => limit === null || typeof limit === 'number') &&
      typeof weight === 'number' &&
      (onStepBudget === 'end' || onStepBudget === 'pause') &&
      (limitScope === null || limitScope === 'task' || limitScope === 'vm') &&
      typeof paused === 'boolean' &&
      Number.isFinite(credit);
    if (!isWhole) badSnapshot('its directory does not say what a Vm is');
  }
  return { programs, vms, queue };
}
