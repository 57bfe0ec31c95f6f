/** `raya-vm`: run untrusted TypeScript in limited, pausable virtual machines. Compiling is in `raya-vm/compiler`. */
export {
  type Capabilities,
  CapabilityDescriptor,
  type CapabilityFunction,
  type CapabilityOptions,
  capability,
} from './capabilities/capability';
export { Foreign, foreign } from './marshal/foreign';
export { ready } from './runtime/core';
export { Runtime, type RuntimeOptions, type RuntimeStats } from './runtime/runtime';
export type { InputKind } from './snapshot/inputs';
export { type Position, Recorder, type RecorderOptions } from './snapshot/recorder';
export { type RecordedInput, Recording, type RecordingInfo } from './snapshot/recording';
export { Replay, type ReplayOptions, type ReplayPosition } from './snapshot/replay';
export { Snapshot, type SnapshotInfo } from './snapshot/snapshot';
export type { Call, Calls } from './vm/calls';
export {
  DivergenceError,
  type ErrorData,
  GuestError,
  MarshalError,
  type MarshalErrorCode,
  ThrottledError,
  TimeoutError,
  VmError,
  type VmErrorCode,
} from './vm/errors';
export type { VmEventName, VmEvents } from './vm/events';
export type { PendingCall } from './vm/host-calls';
export type { CallOptions, Limits, SourceCompiler, VmOptions } from './vm/options';
export type { RestoreRuntimeOptions, StoredVm } from './vm/process-snapshot';
export { Program } from './vm/program';
export type { RestoreOptions, SnapshotOptions } from './vm/snapshots';
export type { VmStats } from './vm/stats';
export { Task, type TaskStatus } from './vm/task';
export { Template, type TemplateOptions } from './vm/template';
export { Vm } from './vm/vm';
