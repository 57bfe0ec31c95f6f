/** The type checker: the corpus against the guest's own library, what is reported and where, and the types of `host:`. */
import {
  CompileError,
  type CompileOptions,
  Compiler,
  type CompilerOptions,
} from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { checkTypes } from '../../src/compiler/check.ts';
import type { ParsedModule } from '../../src/compiler/compile.ts';
import { type Diagnostic, DiagnosticList, SourceText } from '../../src/compiler/diagnostics.ts';
import { builtinGlobals } from '../../src/compiler/globals.ts';
import { libraryTypes } from '../../src/compiler/library-types.ts';
import { parse, parseDeclarations, typescript } from '../../src/compiler/typescript.ts';
import { readPrograms } from '../harness/program.ts';

/** What the corpus may need that the library does not declare yet. */
const WITHOUT_TYPES = new Set([
  'bigint',
  'date',
  'decorators',
  'iterator-helpers',
  'regexp',
  'typed-arrays',
]);

/** What the checker says against modules, whether they compile or not. */
function complaints(
  modules: Record<string, string>,
  level: 'strict' | 'loose' = 'strict',
  host?: string,
): readonly Diagnostic[] {
  const parsed = Object.entries(modules).map(
    ([name, text]): ParsedModule => ({
      name,
      source: new SourceText(name, text),
      ...parse(text),
    }),
  );
  const diagnostics = new DiagnosticList();
  checkTypes(parsed, { level, maxCheckMs: 60_000, host }, diagnostics);
  return diagnostics.items;
}

const inShort = (list: readonly Diagnostic[]): string[] =>
  list.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);

const short = (text: string, level?: 'strict' | 'loose', host?: string): string[] =>
  inShort(complaints({ 'main.ts': text }, level, host));

/** What compiling a program says against it. */
function refusal(source: string, options?: CompileOptions, compiler?: CompilerOptions): string[] {
  try {
    new Compiler(compiler).compileString(source, options);
    return [];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return inShort(error.diagnostics);
  }
}

describe('the library', () => {
  test('checks clean itself', () => {
    const ts = typescript();
    const library = parseDeclarations('/library.d.ts', libraryTypes);
    const empty = parse('').tree;
    const program = ts.createProgram({
      rootNames: ['/empty.ts'],
      options: { strict: true, target: ts.ScriptTarget.ES2023, types: [], noEmit: true },
      host: {
        ...ts.createCompilerHost({}),
        getSourceFile: (name) =>
          name === '/library.d.ts' ? library : name === '/empty.ts' ? empty : undefined,
        getDefaultLibFileName: () => '/library.d.ts',
      },
    });
    const found = [
      ...program.getSyntacticDiagnostics(library),
      ...program.getSemanticDiagnostics(library),
      ...program.getGlobalDiagnostics(),
    ];
    expect(found.map(({ messageText }) => messageText)).toEqual([]);
  });

  test('declares no value that a Vm does not have', () => {
    const declared = [...libraryTypes.matchAll(/^declare (?:var|function|namespace) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(declared).toContain('Promise');
    const present = [...builtinGlobals, 'NaN', 'Infinity'];
    expect(declared.filter((name) => !present.includes(name))).toEqual([]);
  });

  test('declares each member once, but for overloads', () => {
    const interfaces = [...libraryTypes.matchAll(/^interface (\w+).*\{\n([\s\S]*?)^\}/gm)];
    expect(interfaces.length).toBeGreaterThan(60);
    const repeated = interfaces.flatMap(([, name, body]) => {
      const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?=\??:)/gm)].map(([, m]) => m);
      return members
        .filter((member, index) => members.indexOf(member) !== index)
        .map((member) => `${name}.${member}`);
    });
    expect(repeated).toEqual([]);
  });
});

describe('the corpus', () => {
  const programs = readPrograms().filter(
    ({ expectation: { check, refusal, needs } }) =>
      check !== 'off' && !refusal && !needs.some((feature) => WITHOUT_TYPES.has(feature)),
  );

  test('has no complaints of a strict checker with the library of the guest', () => {
    const found = programs.flatMap(({ name, modules, expectation }) =>
      complaints(modules, expectation.check === 'loose' ? 'loose' : 'strict').map(
        ({ file, line, column, code, message }) =>
          `${name} ${file}:${line}:${column} ${code} ${message}`,
      ),
    );
    expect(found).toEqual([]);
    expect(programs.length).toBeGreaterThan(350);
  });
});

describe('complaints', () => {
  test('carry file, line, column, TypeScript’s code and a code frame', () => {
    const [diagnostic, ...rest] = complaints({
      'lib.ts': 'export const one = 1;\nexport const two: string = 2;\n',
    });
    expect(rest).toEqual([]);
    expect(diagnostic).toMatchObject({ file: 'lib.ts', line: 2, column: 14, code: 'TS2322' });
    expect(diagnostic.message).toBe(
      "Type 'number' is not assignable to type 'string'.\n" +
        '2 | export const two: string = 2;\n' +
        '                 ^',
    );
  });

  test('are all that there are, in every module', () => {
    const list = complaints({
      'a.ts': "import { b } from './b';\nb.nothing;\nconst x: number = b;\n",
      'b.ts': 'export const b = "b";\nb();\n',
    });
    expect(inShort(list)).toEqual(['a.ts:2:3 TS2339', 'a.ts:3:7 TS2322', 'b.ts:2:1 TS2349']);
  });

  test('are at most a hundred', () => {
    expect(complaints({ 'main.ts': 'missing;\n'.repeat(1000) })).toHaveLength(100);
  });

  test('reach whoever compiles, unless types are not checked', () => {
    const source = 'export function main(): number { return "x"; }';
    expect(refusal(source)).toEqual(['main.ts:1:34 TS2322']);
    expect(refusal(source, {}, { check: 'loose' })).toEqual(['main.ts:1:34 TS2322']);
    expect(refusal(source, {}, { check: 'off' })).toEqual([]);
  });

  test('about what JavaScript has and a Vm has not say so', () => {
    expect(complaints({ 'main.ts': 'eval("1");' })[0]).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('eval is not supported'),
    });
  });

  test('give no advice on the set-up of projects', () => {
    const [{ message }] = complaints({ 'main.ts': 'process.exit();' });
    expect(message).toMatch(/^Cannot find name 'process'\.\n/);
  });
});

describe('strictness', () => {
  const implicit = 'export function twice(n) { return n * 2; }';
  const nullable = 'export const length = (text: string | undefined) => text.length;';

  test('is all of it, or none', () => {
    expect(short(implicit)).toEqual(['main.ts:1:23 TS7006']);
    expect(short(nullable)).toEqual(['main.ts:1:53 TS18048']);
    expect(short(implicit, 'loose')).toEqual([]);
    expect(short(nullable, 'loose')).toEqual([]);
  });

  test('knows call, apply and bind', () => {
    const source = 'const f = (a: number, b: string) => a + b;\n';
    expect(short(`${source}f.call(null, 1, 2);`)).toEqual(['main.ts:2:17 TS2345']);
    expect(short(`${source}f.apply(null, [1]);`)).toEqual(['main.ts:2:15 TS2345']);
    expect(short(`${source}const g: (b: number) => string = f.bind(null, 1);`)).toEqual([
      'main.ts:2:7 TS2322',
    ]);
  });

  test('leaves indexed access as TypeScript’s users know it', () => {
    expect(short('export const first = (list: number[]): number => list[0];')).toEqual([]);
  });
});

describe('modules', () => {
  test.each(['./lib', './lib.ts', 'lib', 'lib.ts', './x/../lib'])('%s finds lib.ts', (name) => {
    const list = complaints({
      'main.ts': `import { n } from '${name}';\nexport const s: string = n;`,
      'lib.ts': 'export const n = 1;',
    });
    expect(inShort(list)).toEqual(['main.ts:2:14 TS2322']);
  });

  test('are looked for in the folder of the importer', () => {
    const list = complaints({
      'a/main.ts': "import { n } from '../b/lib';\nexport const s: string = n;",
      'b/lib.ts': "export { n } from './n';",
      'b/n.ts': 'export const n = 1;',
      'n.ts': 'export const n = "text";',
    });
    expect(inShort(list)).toEqual(['a/main.ts:2:14 TS2322']);
  });

  test('that are compiled apart give any', () => {
    expect(
      short("import { n, type T } from './later';\nexport const s: string = n.x as T;"),
    ).toEqual([]);
  });

  test('of any name are only modules', () => {
    for (const name of ['library.d.ts', '/0.ts', 'host.d.ts', '__proto__', '../../up.ts', 'x.js']) {
      const list = complaints({ [name]: 'export const s: string = 1;', 'main.ts': '[].length;' });
      expect(inShort(list)).toEqual([`${name}:1:14 TS2322`]);
    }
  });

  test('cannot reach for other files', () => {
    const source = '/// <reference path="/etc/passwd" />\n/// <reference lib="dom" />\nexport {};';
    expect(short(source)).toEqual(['main.ts:1:22 TS6231', 'main.ts:2:21 TS6053']);
  });
});

describe('the types of host:', () => {
  const use =
    "import { log } from 'host:';\nimport { query } from 'host:db';\nlog(1);\nquery(2).then();";

  test('are any without a text', () => {
    expect(short(use)).toEqual([]);
  });

  test('come from declarations of modules', () => {
    const host = `
      declare module 'host:' { export function log(text: string): void; }
      declare module 'host:db' { export function query(sql: string): Promise<unknown[]>; }`;
    expect(short(use, 'strict', host)).toEqual(['main.ts:3:5 TS2345', 'main.ts:4:7 TS2345']);
  });

  test('come from the exports of host: itself', () => {
    const exported = 'export function log(text: string): void;';
    const declared = 'declare function log(text: string): void;';
    for (const host of [exported, declared]) {
      expect(short(use, 'strict', host)).toEqual(['main.ts:3:5 TS2345']);
    }
    expect(short("import { missing } from 'host:';", 'strict', exported)).toEqual([
      'main.ts:1:10 TS2305',
    ]);
  });

  test('are checked themselves', () => {
    expect(short('', 'strict', 'export function log(text: Missing): void;')).toEqual([
      'host.d.ts:1:27 TS2304',
    ]);
    expect(short('', 'strict', 'export function (')[0]).toMatch(/^host\.d\.ts:1:/);
  });

  test('reach the checker through the compiler', () => {
    const host = 'export function log(text: string): void;';
    const source = "import { log } from 'host:';\nexport function main() { log(1); }";
    expect(refusal(source, { host })).toEqual(['main.ts:2:30 TS2345']);
    expect(refusal(source, { host: 'export function log(n: number): void;' })).toEqual([]);
  });
});

test('what a program declares globally ends with it', () => {
  const declares =
    'declare global { interface Array<T> { extra: T } }\nexport const n: number = [1].extra;';
  expect(short(declares)).toEqual([]);
  expect(short('export const n: number = [1].extra;')).toEqual(['main.ts:1:30 TS2339']);
});
