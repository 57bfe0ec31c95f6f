/** Where golden snapshots lie, and what is known of them. Paths begin at the root of the project, where tests and scripts run. */
import { readFileSync } from 'node:fs';
import type { Outcome } from '../crossing.js';

export interface Golden {
  /** What the undisturbed run came to. */
  readonly straight: Outcome;
  /** What had been logged when each snapshot was taken. */
  readonly lines: readonly string[][];
}

export const GOLDEN = 'test/snapshot/golden';

export const folderOf = (version: string): string => `${GOLDEN}/${version}`;

export const thisVersion = (): string => JSON.parse(readFileSync('package.json', 'utf8')).version;
