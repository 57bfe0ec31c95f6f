/** Snapshots and their keys as files. */
import { renameSync, writeFileSync } from 'node:fs';
import { Snapshot } from '../index';
import { readNamed } from './sources';
import { UsageError } from './usage';

/**
 * The bytes of a key: all of the file, its last line break too.
 * @throws UsageError
 */
export function readKey(file: string | undefined): Uint8Array | undefined {
  if (file === undefined) return undefined;
  const bytes = readNamed(file);
  if (bytes.length === 0) throw new UsageError(`${file} holds no key: it is empty`);
  return bytes;
}

/** @throws UsageError, VmError BAD_SNAPSHOT */
export function readSnapshot(file: string, key: Uint8Array | undefined): Snapshot {
  return new Snapshot(readNamed(file), key);
}

/** Writes all or nothing: the file may be the only copy of what is replaced. @throws UsageError */
export function writeSnapshot(file: string, { bytes }: Snapshot): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
