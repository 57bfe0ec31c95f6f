/** The fourteen classic programs, in the order of the tables. */

export interface ProgramEntry {
  /** The file's name without `.ts`. */
  readonly name: string;
  /** What `main` gets for one run: some 100–300 ms in quickjs-emscripten. */
  readonly iterations: number;
}

export const programs: readonly ProgramEntry[] = [
  { name: 'bounce', iterations: 100 },
  { name: 'list', iterations: 100 },
  { name: 'permute', iterations: 60 },
  { name: 'queens', iterations: 100 },
  { name: 'sieve', iterations: 200 },
  { name: 'storage', iterations: 30 },
  { name: 'towers', iterations: 50 },
  { name: 'richards', iterations: 3 },
  { name: 'deltablue', iterations: 16 },
  { name: 'json', iterations: 16 },
  { name: 'havlak', iterations: 20 },
  { name: 'cd', iterations: 3 },
  { name: 'nbody', iterations: 20 },
  { name: 'mandelbrot', iterations: 5 },
];
