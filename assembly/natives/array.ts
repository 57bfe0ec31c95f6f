/** Natives of the array family; ids from 100. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum ArrayNative {
  BASE = 100,
  END,
}

export function arrayNatives(): NativeRow[] {
  return [];
}

export function callArrayNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
