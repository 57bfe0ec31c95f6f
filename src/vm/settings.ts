/** Settings of a Vm that the core reads from the header. */
import {
  H_ALLOCATED,
  H_CHECKPOINT,
  H_CLOCK_MODE,
  H_EPOCH,
  H_FOUND_DEAD,
  H_HEAP_BASE,
  H_HEAP_MODE,
  H_HEAP_TOP,
  H_MAX_HEAP,
  H_MAX_MESSAGE_BYTES,
  H_MAX_MESSAGE_VALUES,
  H_MAX_STACK_BYTES,
  H_MAX_TASKS,
  H_STEPS,
  H_STEPS_PER_SLICE,
} from '../../assembly/memory-map';
import type { Lease } from '../runtime/leases';
import type { Limits, VmSettings } from './options';

/** Header fields by their address, wherever the header is now. */
export interface HeaderAccess {
  u32(address: number): number;
  f64(address: number): number;
  setU32(address: number, value: number): void;
  setF64(address: number, value: number): void;
  /** Steps executed in all. */
  steps(): number;
}

class LeaseHeader implements HeaderAccess {
  readonly #lease: Lease;

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  u32(address: number): number {
    return this.#lease.u32[address >>> 2]!;
  }

  f64(address: number): number {
    return this.#lease.f64[address >>> 3]!;
  }

  setU32(address: number, value: number): void {
    this.#lease.u32[address >>> 2] = value;
  }

  setF64(address: number, value: number): void {
    this.#lease.f64[address >>> 3] = value;
  }

  steps(): number {
    return this.f64(H_STEPS);
  }
}

export const leaseHeader = (lease: Lease): HeaderAccess => new LeaseHeader(lease);

/** Live bytes at the last checkpoint that collected, and allocated since (assembly/heap/checkpoint.ts). */
export function heapBytesUsed(header: HeaderAccess): number {
  const inHeap = header.u32(H_HEAP_TOP) - header.u32(H_HEAP_BASE);
  return header.f64(H_ALLOCATED) + inHeap - header.f64(H_FOUND_DEAD);
}

/** Limits that may change at any time. */
export function writeLimits(header: HeaderAccess, limits: Limits): void {
  header.setU32(H_MAX_STACK_BYTES, limits.maxStackBytes);
  header.setU32(H_MAX_TASKS, limits.maxTasks);
  header.setU32(H_MAX_MESSAGE_BYTES, limits.maxMessageBytes);
  header.setU32(H_MAX_MESSAGE_VALUES, limits.maxMessageValues);
}

/** Changes the cap of a region that is not in a memory; it holds from the next checkpoint on, as with the core's own setMaxHeapBytes. */
export function writeMaxHeapBytes(header: HeaderAccess, bytes: number): void {
  if (header.f64(H_MAX_HEAP) === bytes) return;
  const inHeap = header.u32(H_HEAP_TOP) - header.u32(H_HEAP_BASE);
  header.setF64(H_MAX_HEAP, bytes);
  header.setF64(H_CHECKPOINT, header.f64(H_ALLOCATED) + inHeap + Math.floor(bytes / 2));
}

/** Everything the core must know before its first step. */
export function writeSettings(lease: Lease, settings: VmSettings): void {
  const header = leaseHeader(lease);
  writeLimits(header, settings);
  header.setF64(H_STEPS_PER_SLICE, settings.stepsPerSlice);
  header.setF64(H_EPOCH, settings.now);
  header.setU32(H_CLOCK_MODE, settings.clock === 'host' ? 1 : 0);
  header.setU32(H_HEAP_MODE, settings.heap === 'bump' ? 1 : 0);
  // Seed 0 is what a region begins with.
  if (settings.seed !== 0) lease.core.seedRandom(settings.seed);
}
