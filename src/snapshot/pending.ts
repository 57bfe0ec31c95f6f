import type { PendingCall } from '../vm/host-calls';
import type { SnapshotContent } from './format';
export const readPendingCalls = (_: SnapshotContent): PendingCall[] => [];
