/** Natives of the object family; ids from 0. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum ObjectNative {
  BASE = 0,
  END,
}

export function objectNatives(): NativeRow[] {
  return [];
}

export function callObjectNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
