/**
 * The only door to the `typescript` package. It is loaded at the first compilation, with `require`: importing it
 * as an ES module takes three times as long (a second).
 */
import { createRequire } from 'node:module';
import type ts from 'typescript';
import { countAllocations, WorkLimitReached, withinBounds } from './deadline';

export type { ts };
export type TypeScript = typeof ts;

let loaded: TypeScript | undefined;

/** The package itself. */
export function typescript(): TypeScript {
  if (loaded === undefined) {
    provideTypeScript(createRequire(import.meta.url)('typescript') as TypeScript);
  }
  return loaded as TypeScript;
}

/** Uses this copy of the package instead of loading one, for bundles and for places without `require`. */
export function provideTypeScript(typescriptModule: TypeScript): void {
  loaded = typescriptModule;
  countAllocations(typescriptModule);
}

/** A parsed file; `problems` are its syntax errors. */
export interface ParsedFile {
  tree: ts.SourceFile;
  problems: readonly ts.DiagnosticWithLocation[];
}

/** The parser gave up: the message says why. */
export class ParserFailure extends Error {}

/**
 * The parser reads what can be an arrow function, or type arguments, on trial, and again when it is not; inside each other
 * such trials double the work. Ordinary source takes less than one object for a letter.
 */
const PARSE_OBJECTS_PER_LETTER = 32;
const PARSE_OBJECTS = 100_000;
const PARSE_MILLISECONDS = 10_000;

/** Did the latest parse fail, and clearing up after it as well? */
let interrupted = false;

/** Parses a text as a module, whatever it holds; what the module is called makes no difference. Throws ParserFailure. */
export function parse(text: string): ParsedFile {
  const typescriptModule = typescript();
  const bounds = {
    milliseconds: PARSE_MILLISECONDS,
    objects: PARSE_OBJECTS + PARSE_OBJECTS_PER_LETTER * text.length,
  };
  if (interrupted) resetParser();
  interrupted = true;
  try {
    const file = withinBounds(bounds, () => parseFile(typescriptModule, 'module.ts', text, true));
    interrupted = false;
    return file;
  } catch (error) {
    resetParser();
    if (error instanceof RangeError) throw new ParserFailure('The source is nested too deeply');
    if (error instanceof WorkLimitReached) {
      throw new ParserFailure('The source takes too long to parse');
    }
    throw new ParserFailure(`TypeScript's parser fails on this source: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '?');

/** Parses a .d.ts file that is trusted; as a module where `isModule`, else as its text says. */
export function parseDeclarations(fileName: string, text: string, isModule = false): ts.SourceFile {
  return parseFile(typescript(), fileName, text, isModule).tree;
}

/** The parser keeps state between its functions; a complete parse clears what a broken one left. Gives an empty module. */
export function resetParser(): ts.SourceFile {
  const { tree } = parseFile(typescript(), 'empty.ts', '', true);
  interrupted = false;
  return tree;
}

function parseFile(
  typescriptModule: TypeScript,
  fileName: string,
  text: string,
  isModule: boolean,
): ParsedFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: typescriptModule.ScriptTarget.ES2022,
    jsDocParsingMode: typescriptModule.JSDocParsingMode.ParseNone,
  };
  if (isModule) {
    options.setExternalModuleIndicator = (file) => {
      // A module even without imports or exports, so that `await` is a keyword in it.
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    };
  }
  const tree = typescriptModule.createSourceFile(
    fileName,
    text,
    options,
    false,
    typescriptModule.ScriptKind.TS,
  );
  keepStatementsOnce(typescriptModule, tree);
  const { parseDiagnostics } = tree as unknown as {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return { tree, problems: parseDiagnostics };
}

/**
 * What follows the last `await { … }` of a module's top level comes out of TypeScript's parser twice (6.0.3): it parses such statements again,
 * and goes on one statement too far.
 */
function keepStatementsOnce(typescriptModule: TypeScript, tree: ts.SourceFile): void {
  const { statements } = tree;
  const once = statements.filter(({ pos }, index) => pos !== statements[index - 1]?.pos);
  if (once.length === statements.length) return;
  const list = typescriptModule.factory.createNodeArray(once, statements.hasTrailingComma);
  const { pos, end } = statements;
  (tree as { statements: ts.NodeArray<ts.Statement> }).statements = Object.assign(list, {
    pos,
    end,
  });
}
