/** Natives of the number family; ids from 300. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum NumberNative {
  BASE = 300,
  END,
}

export function numberNatives(): NativeRow[] {
  return [];
}

export function callNumberNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
