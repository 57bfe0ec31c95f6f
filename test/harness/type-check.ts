/** Checks the guest programs with TypeScript's own strict checker and standard library. */
import { join } from 'node:path';
import ts from 'typescript';
import { languageFolder, type TestProgram } from './program.ts';

/** The globals of a guest that ECMA-262 does not name. */
const HOST_GLOBALS = `
declare const console: Record<'log' | 'debug' | 'info' | 'warn' | 'error', (...values: unknown[]) => void>;
declare function queueMicrotask(job: () => void): void;
declare function setTimeout<A extends unknown[]>(job: (...values: A) => void, delay?: number, ...values: A): number;
declare function clearTimeout(id: number): void;
declare function structuredClone<T>(value: T): T;
declare function encodeURIComponent(text: string): string;
`;

/** What the checker says against each program, by the program's name; nothing when all is well. */
export function typeErrors(programs: readonly TestProgram[]): Map<string, string[]> {
  const folder = join(languageFolder, '.checked');
  const globals = join(folder, 'host-globals.d.ts');
  const files = new Map<string, { text: string; program?: TestProgram }>();
  files.set(globals, { text: HOST_GLOBALS });
  for (const program of programs) {
    for (const [name, text] of Object.entries(program.modules)) {
      files.set(join(folder, program.name, name), { text, program });
    }
  }
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    useDefineForClassFields: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  host.getSourceFile = (name, ...rest) => {
    const file = files.get(name);
    return file
      ? ts.createSourceFile(name, file.text, ts.ScriptTarget.ES2022, true)
      : getSourceFile(name, ...rest);
  };
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.text ?? readFile(name);
  host.directoryExists = (name) => name.startsWith(folder) || directoryExists?.(name) === true;
  const checked = ts.createProgram([...files.keys()], options, host);
  const errors = new Map<string, string[]>();
  for (const diagnostic of ts.getPreEmitDiagnostics(checked)) {
    const { file, start = 0 } = diagnostic;
    const program = file && files.get(file.fileName)?.program;
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    if (!file || !program) throw new Error(`the check itself went wrong: ${text}`);
    const place = file.getLineAndCharacterOfPosition(start);
    const list = errors.get(program.name) ?? [];
    list.push(`${place.line + 1}:${place.character + 1} TS${diagnostic.code} ${text}`);
    errors.set(program.name, list);
  }
  return errors;
}
