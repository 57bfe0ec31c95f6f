/** A Vm that is recorded while its host does all it may, and what its states were on the way. */
import {
  type Position,
  Recorder,
  type Recording,
  Replay,
  type ReplayOptions,
  type Vm,
} from 'raya-vm';
import { expect } from 'vitest';
import { HEADER } from '../../assembly/memory-map';
import { decodeSnapshot } from '../../src/snapshot/format';
import { engineOf } from '../../src/vm/vm';

/** A state of the recorded Vm. */
export interface Seen {
  readonly position: Position;
  readonly bytes: Uint8Array;
}

/** Draws numbers below a limit. */
export type Random = (limit: number) => number;

export function randomly(seed: number): Random {
  let state = seed | 1;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export interface Recorded {
  readonly recording: Recording;
  readonly seen: readonly Seen[];
}

export interface DriveOptions {
  /** Steps of one slice at most. Default 400. */
  slice?: number;
  /** States that are kept at most, but for the first and the last. Default 12. */
  places?: number;
  /** Called between slices. */
  between?(vm: Vm, round: number): void;
  /** Rounds without anything to do after which the run is over. Default 3. */
  patience?: number;
}

const MOST_ROUNDS = 5000;

/** Steps a Vm to its end, in slices of any length; it is parked, collected and snapshotted in between. @param begin starts its Tasks */
export async function record(
  vm: Vm,
  random: Random,
  begin: () => void,
  { slice = 400, places = 12, between, patience = 3 }: DriveOptions = {},
): Promise<Recorded> {
  const recorder = new Recorder(vm, { code: 'reference' });
  const seen: Seen[] = [];
  const look = (): void => {
    if (vm.getStats().state === 'terminated') return;
    const { bytes } = vm.snapshot({ code: 'reference' });
    seen.push({ position: recorder.position, bytes });
  };
  look();
  begin();
  let idle = 0;
  for (let round = 0; idle < patience && round < MOST_ROUNDS; round++) {
    const { ran, state } = vm.step(1 + random(slice));
    if (state === 'terminated') break;
    idle = ran === 0 && vm.pendingCalls().length === 0 ? idle + 1 : 0;
    if (state === 'idle') await new Promise((wake) => setImmediate(wake));
    between?.(vm, round);
    const what = random(12);
    if (what === 0) vm.getStats({ exact: true });
    else if (what === 1 && engineOf(vm).canPark()) engineOf(vm).park();
    else if (what === 2 && seen.length <= places) look();
  }
  look();
  return { recording: recorder.stop(), seen };
}

/** Everything that was seen is what a replay gives: forwards, and then back and forth. */
export function expectSame({ recording, seen }: Recorded, options: ReplayOptions): void {
  using replay = new Replay(recording, options);
  const check = ({ position, bytes }: Seen): void => {
    const { step, sequence } = replay.to(position);
    expect({ step, sequence }).toEqual(position);
    const again = replay.vm.snapshot({ code: 'reference' }).bytes;
    if (Buffer.compare(again, bytes) === 0) return;
    throw new Error(`at step ${step}, after ${sequence} inputs: ${difference(again, bytes)}`);
  };
  for (const place of seen) check(place);
  expect(replay.run()).toMatchObject({
    done: true,
    step: recording.info.lastStep,
    sequence: recording.info.inputs,
  });
  const random = randomly(recording.info.lastStep);
  for (let jump = 0; jump < 6; jump++) check(seen[random(seen.length)]!);
}

/** Where two snapshots are not the same. */
function difference(actual: Uint8Array, expected: Uint8Array): string {
  const [a, b] = [decodeSnapshot(actual), decodeSnapshot(expected)];
  const [ours, theirs] = [JSON.stringify(a.host), JSON.stringify(b.host)];
  if (ours !== theirs) return `the host has ${ours}, recorded it had ${theirs}`;
  const field = a.header.findIndex((byte, at) => byte !== b.header[at]);
  if (field >= 0) return `the header differs at ${HEADER + (field & ~3)}`;
  if (a.body.length !== b.body.length) return `${a.body.length} bytes, not ${b.body.length}`;
  return `the heap differs at ${a.body.findIndex((byte, at) => byte !== b.body[at])}`;
}
