/**
 * The only door to the `typescript` package. It is loaded at the first compilation, with `require`: importing it
 * as an ES module takes three times as long (a second).
 */
import { createRequire } from 'node:module';
import type ts from 'typescript';

export type { ts };
export type TypeScript = typeof ts;

let loaded: TypeScript | undefined;

/** The package itself. */
export function typescript(): TypeScript {
  loaded ??= createRequire(import.meta.url)('typescript') as TypeScript;
  return loaded;
}

/** Uses this copy of the package instead of loading one, for bundles and for places without `require`. */
export function provideTypeScript(typescriptModule: TypeScript): void {
  loaded = typescriptModule;
}

/** A parsed file; `problems` are its syntax errors. */
export interface ParsedFile {
  tree: ts.SourceFile;
  problems: readonly ts.DiagnosticWithLocation[];
}

/** The parser needs more stack than there is: the source is nested too deeply. */
export class ParserOverflow extends Error {}

/** Parses a file as a module, whatever it holds. Throws ParserOverflow. */
export function parse(fileName: string, text: string): ParsedFile {
  const typescriptModule = typescript();
  try {
    return parseModule(typescriptModule, fileName, text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser keeps state between its functions; a complete parse clears what this one left behind.
    parseModule(typescriptModule, 'empty.ts', '');
    throw new ParserOverflow();
  }
}

function parseModule(typescriptModule: TypeScript, fileName: string, text: string): ParsedFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: typescriptModule.ScriptTarget.ES2022,
    jsDocParsingMode: typescriptModule.JSDocParsingMode.ParseNone,
    setExternalModuleIndicator: (file) => {
      // A module even without imports or exports, so that `await` is a keyword in it.
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    },
  };
  const tree = typescriptModule.createSourceFile(
    fileName,
    text,
    options,
    false,
    typescriptModule.ScriptKind.TS,
  );
  const { parseDiagnostics } = tree as unknown as {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return { tree, problems: parseDiagnostics };
}
