/** Natives of the promise family; ids from 500. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum PromiseNative {
  BASE = 500,
  END,
}

export function promiseNatives(): NativeRow[] {
  return [];
}

export function callPromiseNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
