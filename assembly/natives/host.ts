/** Natives of the host family; ids from 600. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum HostNative {
  BASE = 600,
  END,
}

export function hostNatives(): NativeRow[] {
  return [];
}

export function callHostNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
