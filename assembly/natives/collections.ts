/** Natives of the collections family; ids from 400. */
import { THROW } from '../protocol';
import { NativeRow } from './row';

export const enum CollectionNative {
  BASE = 400,
  END,
}

export function collectionNatives(): NativeRow[] {
  return [];
}

export function callCollectionNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    default:
      return THROW;
  }
}
