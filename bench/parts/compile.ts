/** How long a program of 300 lines takes from source to code, and bytecode to be verified. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transformSync } from 'esbuild';
import { quickjsCompiler } from '../peers/quickjs-wasi';
import { raya } from '../peers/raya';
import { type Part, selected } from '../support/part';
import { at } from '../support/paths';
import { interleave, type Summary, summarize } from '../support/statistics';
import { figure } from '../support/table';

/** Richards with its helper, in one file of some 300 lines. */
function threeHundredLines(): string {
  const helper = readFileSync(at('bench/programs/support/verify.ts'), 'utf8');
  const program = readFileSync(at('bench/programs/richards.ts'), 'utf8');
  return helper.replace('export function', 'function') + program.replace(/^import .*$/m, '');
}

/** So many copies of a program's functions, side by side, as one module. */
function copies(source: string, count: number): string {
  const body = source.replace(/^export /gm, '');
  const functions = Array.from(
    { length: count },
    (_, i) => `export function copy${i}(): boolean {\n${body}\nreturn main(1);\n}`,
  );
  return functions.join('\n');
}

const VERIFIED_BYTES = 100_000;

export const compilePart: Part = {
  name: 'compile',
  summary: 'from source to code, warm; verifying 100 KB of bytecode',
  async run(context) {
    const source = threeHundredLines();
    const lines = source.split('\n').length;
    const typescript = createRequire(at('package.json'))(
      'typescript',
    ) as typeof import('typescript');
    const javascript = transformSync(source, { loader: 'ts', target: 'es2022' }).code;
    const toQuickJS = await quickjsCompiler();
    const works = new Map<string, () => unknown>();
    const notes: string[] = [];
    if (context.hasRaya) {
      try {
        const { Compiler, Program } = await raya();
        const unchecked = new Compiler({ check: 'off' });
        const strict = new Compiler({ check: 'strict' });
        works.set('raya-vm, unchecked', () => unchecked.compileString(source));
        works.set('raya-vm, strict', () => strict.compileString(source));
        const one = unchecked.compileString(copies(source, 1)).bytecode.byteLength;
        const large = unchecked.compileString(copies(source, Math.ceil(VERIFIED_BYTES / one)));
        const bytecode = new Uint8Array(large.bytecode);
        // A Program of bytes seen before might be remembered: each time they lie elsewhere.
        works.set(`raya-vm, verify ${figure(bytecode.length / 1000)} KB`, () =>
          Program.fromBytes(bytecode.slice()),
        );
      } catch (error) {
        notes.push(`raya-vm: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    works.set('typescript, transpileModule', () =>
      typescript.transpileModule(source, {
        compilerOptions: { target: typescript.ScriptTarget.ES2022 },
      }),
    );
    works.set('esbuild, transformSync', () => transformSync(source, { loader: 'ts' }));
    works.set('quickjs-wasi, compile of the JavaScript', () => toQuickJS(javascript));
    const measurements = new Map<string, () => number>();
    for (const [name, work] of works) {
      if (!selected(context.options, name)) continue;
      context.progress(name);
      for (let i = 0; i < (context.options.quick ? 3 : 20); i++) work();
      measurements.set(name, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
      });
    }
    const samples = await interleave(measurements, context.options.rounds * 3);
    const summaries = new Map<string, Summary>();
    for (const [name, milliseconds] of samples) summaries.set(name, summarize(milliseconds));
    return {
      tables: [
        {
          title: `Compile ${lines} lines, warm: milliseconds`,
          columns: ['what', 'median', 'min–max'],
          rows: [...summaries].map(([name, { median, min, max }]) => [
            name,
            figure(median),
            `${figure(min)}–${figure(max)}`,
          ]),
          notes: [`${context.options.rounds * 3} interleaved rounds.`, ...notes],
        },
      ],
      data: { lines, milliseconds: Object.fromEntries(summaries) },
    };
  },
};
