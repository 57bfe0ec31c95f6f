/** The files of a program: the entry and what it imports, read from disk and only below the entry's folder. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { UsageError } from './usage';

/** Sources of a program by module name, the entry first. */
export interface ProgramSources {
  readonly entry: string;
  readonly modules: Record<string, string>;
}

/** An import leads nowhere, or out of the folder. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const EXTENSION = /\.[cm]?[jt]s$/;
/** More files than any program of one command needs: a guest may not make the host read a disk. */
const MAX_FILES = 10_000;

/** The contents of a file that the user named. @throws UsageError */
export function readNamed(file: string): Buffer {
  try {
    if (statSync(file).isDirectory()) throw new UsageError(`${file} is a folder`);
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    if (code === 'EACCES' || code === 'EPERM') throw new UsageError(`${file} cannot be read`);
    throw error;
  }
}

/**
 * Reads the entry and, from there on, every file that a relative import names.
 * @param importsOf the specifiers in the text of a module
 * @throws UsageError when there is no entry, ImportError when an import leads nowhere or out of the folder
 */
export function readProgram(
  file: string,
  importsOf: (source: string, fileName: string) => readonly string[],
): ProgramSources {
  const text = readNamed(file).toString('utf8');
  const path = realpathSync(file);
  const folder = dirname(path);
  const entry = basename(path);
  const modules: Record<string, string> = { [entry]: text };
  const pending = [entry];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const specifier of importsOf(modules[name]!, name)) {
      if (!/^\.\.?\//.test(specifier)) continue;
      const found = findImport(folder, name, specifier);
      if (Object.hasOwn(modules, found.name)) continue;
      if (Object.keys(modules).length >= MAX_FILES) {
        throw new ImportError(`the program has more than ${MAX_FILES} files`);
      }
      modules[found.name] = readFileSync(found.path, 'utf8');
      pending.push(found.name);
    }
  }
  return { entry, modules };
}

function findImport(folder: string, importer: string, specifier: string) {
  const target = posix.join(posix.dirname(importer), specifier);
  if (target === '..' || target.startsWith('../')) {
    throw new ImportError(`${importer} imports '${specifier}', which lies outside of ${folder}`);
  }
  // `./lib.js` may stand for lib.ts, as TypeScript has it.
  const stem = target.replace(EXTENSION, '');
  const candidates = [target, ...EXTENSIONS.map((extension) => stem + extension)];
  for (const name of candidates) {
    if (!EXTENSION.test(name)) continue;
    const path = resolve(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    // A link may lead out of the folder, too.
    const real = relative(realpathSync(folder), realpathSync(path));
    if (real === '..' || real.startsWith(`..${sep}`) || resolve(real) === real) {
      throw new ImportError(`${importer} imports '${specifier}', which lies outside of ${folder}`);
    }
    return { name, path };
  }
  const where = join(folder, stem);
  throw new ImportError(`${importer} imports '${specifier}', but there is no ${where}.ts`);
}
