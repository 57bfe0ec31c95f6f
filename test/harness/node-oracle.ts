/** Runs guest programs in Node, whose behaviour decides what a program must print. */
import { Worker } from 'node:worker_threads';
import ts from 'typescript';
import { CONSOLE_METHODS, type Ending, formatLine, type Outcome } from './format.ts';
import type { TestProgram } from './program.ts';

/** How Node took a program: it ran, or it was refused before anything ran. */
export type OracleResult = Outcome | { readonly refused: string };

/** A program that has not come to its end after this long is a defect of the program. */
const TIME_LIMIT_MS = 10_000;

/** Erases the types of one module; throws when TypeScript's parser refuses it. */
export function eraseTypes(source: string, fileName: string): string {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      // As the compiler under test: fields are defined, enums kept, unused imports of types gone.
      useDefineForClassFields: true,
      isolatedModules: true,
      removeComments: false,
    },
  });
  const problem = diagnostics?.[0];
  if (problem) {
    throw new SyntaxError(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
  }
  return outputText;
}

/** A Node realm per program, all in one worker; `close` ends the worker. */
export class NodeOracle {
  #worker: Worker | undefined;

  /** Runs one program to its end. */
  async run(program: TestProgram): Promise<OracleResult> {
    const modules: Record<string, string> = {};
    try {
      for (const [name, source] of Object.entries(program.modules)) {
        // TypeScript's printer would mend some of what Node must refuse.
        const untouched = program.expectation.refusal !== undefined;
        modules[name] = untouched ? source : eraseTypes(source, name);
      }
    } catch (error) {
      return { refused: String(error) };
    }
    const { lines, ending } = await this.#ask({
      modules,
      entry: program.entry,
      consoleMethods: CONSOLE_METHODS,
    });
    if (ending.kind === 'refused') return { refused: ending.message };
    return { lines: lines.map(({ method, values }) => formatLine(method, values)), ending };
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #ask(request: object): Promise<RealmAnswer> {
    this.#worker ??= new Worker(new URL('./node-realm.mjs', import.meta.url), {
      execArgv: ['--experimental-vm-modules', '--no-warnings'],
    });
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        void this.close();
        fail(new Error(`no end after ${TIME_LIMIT_MS} ms`));
      }, TIME_LIMIT_MS);
      const answer = (message: RealmAnswer): void => {
        clearTimeout(limit);
        worker.off('error', fail);
        resolve(message);
      };
      const fail = (error: Error): void => {
        clearTimeout(limit);
        worker.off('message', answer);
        this.#worker = undefined;
        reject(error);
      };
      worker.once('message', answer);
      worker.once('error', fail);
      worker.postMessage(request);
    });
  }
}

interface RealmAnswer {
  readonly lines: readonly { readonly method: string; readonly values: readonly unknown[] }[];
  readonly ending: Ending | { readonly kind: 'refused'; readonly message: string };
}
