/** Finds the guest programs of test/language and reads them with their expectations. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Expectation, parseExpectation } from './format.ts';

/** One guest program: a file, or a folder with `main.ts` and the modules it imports. */
export interface TestProgram {
  /** The path below test/language without its extension, e.g. `closures/counter`. */
  readonly name: string;
  /** The text of every module by its path inside the program, e.g. `main.ts`. */
  readonly modules: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly expectation: Expectation;
}

/** The folder that holds the corpus. */
export const languageFolder = fileURLToPath(new URL('../language', import.meta.url));

const ENTRY_OF_FOLDER = 'main.ts';

/** Reads a program from a `.ts` file, or from a folder that holds `main.ts`. */
export function readProgram(path: string, root: string = languageFolder): TestProgram {
  const name = relative(root, path).replace(/\.ts$/, '').replaceAll('\\', '/');
  const modules: Record<string, string> = {};
  let entry = ENTRY_OF_FOLDER;
  if (path.endsWith('.ts')) {
    entry = basename(path);
    modules[entry] = readFileSync(path, 'utf8');
  } else {
    for (const file of filesBelow(path)) {
      modules[relative(path, file).replaceAll('\\', '/')] = readFileSync(file, 'utf8');
    }
  }
  try {
    return { name, modules, entry, expectation: parseExpectation(modules[entry]) };
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Every program below a folder, in the order of their names. */
export function readPrograms(folder: string = languageFolder): TestProgram[] {
  return programPaths(folder).map((path) => readProgram(path));
}

function programPaths(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  if (entries.some((entry) => entry.name === ENTRY_OF_FOLDER)) return [folder];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return programPaths(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}
