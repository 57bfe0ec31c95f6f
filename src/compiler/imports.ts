/** What a module imports, for hosts that look for its files. */
import { DiagnosticList, SourceText } from './diagnostics';
import { checkText } from './limits';
import { ParserFailure, parse, type ts, typescript } from './typescript';

/**
 * The specifiers in the import and export declarations of a module, in order, each once: `./lib`, `host:db`. Those of types alone
 * are among them. Source that is too large or too deeply nested to be parsed has none; compiling it says why.
 */
export function importsOf(source: string, fileName = 'main.ts'): string[] {
  if (!checkText(new SourceText(fileName, source), {}, new DiagnosticList())) return [];
  const ts = typescript();
  const statements = parsedStatements(source);
  const specifiers = new Set<string>();
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier))
      specifiers.add(moduleSpecifier.text);
  }
  return [...specifiers];
}

function parsedStatements(source: string): readonly ts.Statement[] {
  try {
    return parse(source).tree.statements;
  } catch (error) {
    if (error instanceof ParserFailure) return [];
    throw error;
  }
}
