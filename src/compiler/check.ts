/**
 * TypeScript's own checker over a program's modules and the guest's library. It only complains: what it knows of types is
 * never used to compile, so a program that is not checked runs the same.
 *
 * Types are a language of their own, and a small text can keep the checker busy for hours: see deadline.ts. The library is
 * parsed and bound once and shared by all programs, which saves most of the time that a small program takes.
 */
import { normaliseModuleName, resolveSpecifier } from '../bytecode/module-names';
import type { ParsedModule } from './compile';
import { tick, WorkLimitReached, withinBounds } from './deadline';
import { type DiagnosticList, SourceText } from './diagnostics';
import { builtinGlobals, refusedGlobals } from './globals';
import { libraryTypes } from './library-types';
import { parseDeclarations, resetParser, type TypeScript, type ts, typescript } from './typescript';

export interface CheckOptions {
  /** All of TypeScript's strictness, or none of it. */
  level: 'strict' | 'loose';
  /** Milliseconds that checking may take. */
  maxCheckMs: number;
  /**
   * Text of a .d.ts file that types the `host:` modules: declarations of modules (`declare module 'host:db' { … }`), or else
   * the exports of `host:`. What it leaves out is `any`.
   */
  host?: string | undefined;
}

/** Files have names of our own, so that no name in a program means anything to TypeScript. */
const LIBRARY_FILE = '/library.d.ts';
const HOST_FILE = '/host.d.ts';
const fileNameOf = (index: number): string => `/${index}.ts`;

/** Objects of the checker; each takes some 200 bytes. Some ten times what a megabyte of honest source needs. */
const MAX_OBJECTS = 4_000_000;

/** Longest message of TypeScript's that is kept, in UTF-16 units. */
const MAX_MESSAGE = 2_000;

/** Checks modules that were parsed; reports what TypeScript says against them. */
export function checkTypes(
  modules: readonly ParsedModule[],
  options: CheckOptions,
  diagnostics: DiagnosticList,
): void {
  const owner = typescript();
  const library = sharedLibrary(owner);
  const host = options.host === undefined ? undefined : parseHost(owner, options.host);
  const bounds = { milliseconds: options.maxCheckMs, objects: MAX_OBJECTS };
  if (interrupted) bindEmptyProgram(owner, library);
  interrupted = true;
  try {
    withinBounds(bounds, () => {
      const program = createProgram(owner, library, options.level, modules, host);
      if (host !== undefined) reportHost(owner, program, host, diagnostics);
      for (const { tree, source } of modules) {
        if (diagnostics.isFull) return;
        report(owner, program.getSemanticDiagnostics(tree, token), source, diagnostics);
      }
      const [first] = modules;
      if (first) report(owner, program.getGlobalDiagnostics(token), first.source, diagnostics);
    });
    interrupted = false;
  } catch (error) {
    bindEmptyProgram(owner, library);
    const { source, position } = latestPlace(owner, modules);
    diagnostics.add(source, position, 'LIMIT', complaintOf(error, options));
  }
}

function complaintOf(error: unknown, { maxCheckMs }: CheckOptions): string {
  if (error instanceof RangeError) return 'The source is nested too deeply to check';
  if (error instanceof WorkLimitReached) {
    return error.limit === 'time'
      ? `Checking types takes longer than ${maxCheckMs} ms (maxCheckMs)`
      : 'Checking types takes too much memory';
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `TypeScript's checker fails on this program: ${shorten(reason)}`;
}

function report(
  owner: TypeScript,
  found: readonly ts.Diagnostic[],
  source: SourceText,
  diagnostics: DiagnosticList,
): void {
  for (const { messageText, start = 0, length = 0, code } of found) {
    if (diagnostics.isFull) return;
    if (UNKNOWN_MODULE.has(code)) continue;
    const name = source.text.slice(start, start + length);
    if (UNKNOWN_NAME.has(code) && (refusedGlobals.has(name) || builtinGlobals.includes(name))) {
      // JavaScript has it, so it is not a slip of the pen.
      diagnostics.add(source, start, 'UNSUPPORTED', `${name} is not supported`);
    } else {
      const message = owner.flattenDiagnosticMessageText(messageText, '\n');
      diagnostics.add(source, start, `TS${code}`, shorten(message.replace(ADVICE, '')));
    }
  }
}

/**
 * Codes of 'Cannot find module'. What is not compiled together with the program is linked later, and its exports are any:
 * other units, capabilities without types.
 */
const UNKNOWN_MODULE: ReadonlySet<number> = new Set([2307, 2732, 2792, 2882, 7016]);

/** Codes of 'Cannot find name' with and without advice. */
const UNKNOWN_NAME: ReadonlySet<number> = new Set([2304, 2552, 2583, 2584, 2585, 2591, 2592]);

/** What TypeScript advises to install or to set in a tsconfig.json, which a guest does not have. */
const ADVICE = / Do you need to [^\n]*/;

const shorten = (message: string): string =>
  message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE)}…`;

// ---- The program, as TypeScript sees it ----

function createProgram(
  owner: TypeScript,
  library: ts.SourceFile,
  level: CheckOptions['level'],
  modules: readonly Pick<ParsedModule, 'name' | 'tree'>[],
  host: HostTypes | undefined,
): ts.Program {
  const files = new Map<string, ts.SourceFile>([[LIBRARY_FILE, library]]);
  const indexOfName = new Map<string, number>();
  for (const [index, { name, tree }] of modules.entries()) {
    files.set(fileNameOf(index), tree);
    indexOfName.set(normaliseModuleName(name), index);
  }
  const rootNames = modules.map((_module, index) => fileNameOf(index));
  if (host !== undefined) {
    files.set(HOST_FILE, host.file);
    rootNames.push(HOST_FILE);
  }
  const resolve = (specifier: string, importer: string): string | undefined => {
    if (specifier === 'host:' && host?.isModule) return HOST_FILE;
    const module = modules[Number(importer.slice(1, -'.ts'.length))];
    const index = indexOfName.get(resolveSpecifier(module?.name ?? '', specifier));
    return index === undefined ? undefined : fileNameOf(index);
  };
  return owner.createProgram({
    rootNames,
    options: compilerOptions(owner, level),
    host: {
      getSourceFile: (fileName) => files.get(fileName),
      getDefaultLibFileName: () => LIBRARY_FILE,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (fileName) => fileName,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: (fileName) => files.has(fileName),
      directoryExists: () => false,
      readFile: () => undefined,
      writeFile: () => {},
      resolveModuleNameLiterals: (literals, importer) =>
        literals.map(({ text }) => {
          const resolvedFileName = resolve(text, importer);
          if (resolvedFileName === undefined) return { resolvedModule: undefined };
          const extension = owner.Extension.Ts;
          return {
            resolvedModule: { resolvedFileName, extension, isExternalLibraryImport: false },
          };
        }),
    },
  });
}

function compilerOptions(owner: TypeScript, level: CheckOptions['level']): ts.CompilerOptions {
  return {
    strict: level === 'strict',
    target: owner.ScriptTarget.ES2023,
    module: owner.ModuleKind.ESNext,
    moduleResolution: owner.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
    // The checker asks for these two at every name and at every statement, and makes nothing for most of them.
    get isolatedModules(): boolean {
      tick();
      return false;
    },
    get allowUnreachableCode(): undefined {
      tick();
      return undefined;
    },
  };
}

/** The checker asks it at functions and classes. */
const token: ts.CancellationToken = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: tick,
};

// ---- Declarations that are not the program's ----

let shared: { owner: TypeScript; file: ts.SourceFile } | undefined;

/** The library, parsed and bound; once for each copy of TypeScript. */
function sharedLibrary(owner: TypeScript): ts.SourceFile {
  if (shared?.owner !== owner) {
    const file = parseDeclarations(LIBRARY_FILE, libraryTypes);
    // Bound before it is shared, so that no program can leave it bound in half.
    bindEmptyProgram(owner, file);
    shared = { owner, file };
  }
  return shared.file;
}

/** Did the latest check fail, and clearing up after it as well? */
let interrupted = false;

/** Parser and binder keep state between their functions; a complete run clears what a broken one left. */
function bindEmptyProgram(owner: TypeScript, library: ts.SourceFile): void {
  const tree = resetParser();
  createProgram(owner, library, 'strict', [{ name: 'empty.ts', tree }], undefined).getTypeChecker();
  interrupted = false;
}

interface HostTypes {
  file: ts.SourceFile;
  source: SourceText;
  /** Is the text itself the module `host:`, not a list of modules? */
  isModule: boolean;
}

function parseHost(owner: TypeScript, text: string): HostTypes {
  const source = new SourceText('host.d.ts', text);
  const script = parseDeclarations(HOST_FILE, text);
  const isModule = !script.statements.some(
    (statement) => owner.isModuleDeclaration(statement) && owner.isStringLiteral(statement.name),
  );
  const file = isModule ? parseDeclarations(HOST_FILE, text, true) : script;
  return { file, source, isModule };
}

function reportHost(
  owner: TypeScript,
  program: ts.Program,
  { file, source }: HostTypes,
  diagnostics: DiagnosticList,
): void {
  report(owner, program.getSyntacticDiagnostics(file), source, diagnostics);
  report(owner, program.getSemanticDiagnostics(file, token), source, diagnostics);
}

/** The node that the checker came to last: it numbers nodes when it first has to do with them. */
function latestPlace(
  owner: TypeScript,
  modules: readonly ParsedModule[],
): { source: SourceText; position: number } {
  let latest = { source: modules[0].source, position: 0 };
  let latestId = 0;
  for (const { tree, source } of modules) {
    const pending: ts.Node[] = [tree];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const { id } = node as unknown as { id: number };
      if (id > latestId) {
        latestId = id;
        latest = { source, position: node.pos };
      }
      owner.forEachChild(node, (child) => void pending.push(child));
    }
  }
  return latest;
}
