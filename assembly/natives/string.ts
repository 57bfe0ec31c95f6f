/** Natives of the string family; ids from 200. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum StringNative {
  BASE = 200,
  END,
}

export function stringNatives(): NativeRow[] {
  return [];
}

export function callStringNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
