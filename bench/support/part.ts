import type { Peer } from '../peers/peer';
import type { Table } from './table';

/** What the command line asked for. */
export interface BenchOptions {
  /** Samples of each measurement. */
  readonly rounds: number;
  /** The short form for continuous integration: fewer rounds, smaller work. */
  readonly quick: boolean;
  /** Only the measurements whose name contains this. */
  readonly only: string | undefined;
}

export interface BenchContext {
  readonly options: BenchOptions;
  readonly peers: readonly Peer[];
  /** True when raya-vm is among the peers. */
  readonly hasRaya: boolean;
  /** Says on stderr what is being measured. */
  progress(what: string): void;
}

export interface PartResult {
  readonly tables: readonly Table[];
  /** The raw figures, as they go into the JSON file. */
  readonly data: Readonly<Record<string, unknown>>;
  /** SVG files by name. */
  readonly plots?: Readonly<Record<string, string>>;
}

export interface Part {
  readonly name: string;
  readonly summary: string;
  run(context: BenchContext): Promise<PartResult>;
}

export const selected = (options: BenchOptions, name: string): boolean =>
  options.only === undefined || name.includes(options.only);
