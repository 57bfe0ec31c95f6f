/** Statistics of a Vm. */
import { H_BYTES_FREED, H_COLLECTIONS, H_LIVE, H_LIVE_TASKS } from '../../assembly/memory-map';
import type { Engine } from './engine';
import { heapBytesUsed } from './settings';

export interface VmStats {
  /** Live bytes at the last checkpoint and allocated since: the same on every run. With `exact`, live bytes now. */
  heapBytesUsed: number;
  maxHeapBytes: number;
  /** Root Tasks and suspended async calls. */
  tasks: number;
  maxTasks: number;
  stepsExecuted: number;
  state: 'idle' | 'ready' | 'running' | 'paused' | 'throttled' | 'terminated';
  /** `pauseMsMax`: the longest that one collection kept the Vm from running, in milliseconds of work. */
  gc: { collections: number; bytesFreed: number; pauseMsMax: number };
  /** `dropped`: answers that came for calls of before a restore. */
  hostCalls: { pending: number; total: number; dropped: number };
}

export function vmStats(engine: Engine, exact: boolean): VmStats {
  if (exact) engine.collectAll();
  const header = engine.header();
  const { settings } = engine;
  return {
    heapBytesUsed: heapBytes(engine, exact),
    maxHeapBytes: settings.maxHeapBytes,
    tasks: Math.max(engine.tasks.size, engine.isOver ? 0 : (header?.u32(H_LIVE_TASKS) ?? 0)),
    maxTasks: settings.maxTasks,
    stepsExecuted: header?.steps() ?? engine.lastSteps,
    state: engine.state,
    gc: {
      collections: header?.f64(H_COLLECTIONS) ?? 0,
      bytesFreed: header?.f64(H_BYTES_FREED) ?? 0,
      pauseMsMax: engine.pauseMsMax,
    },
    hostCalls: {
      pending: engine.calls.pending.size,
      total: engine.calls.total,
      dropped: engine.calls.dropped,
    },
  };
}

function heapBytes(engine: Engine, exact: boolean): number {
  const header = engine.header();
  if (header === undefined) return engine.lastHeapBytes;
  return exact ? header.f64(H_LIVE) : heapBytesUsed(header);
}
