/** The compiler as a program uses it. */
import { Program } from '../vm/program';
import { checkTypes } from './check';
import { compileModules, type UnitOptions } from './compile';

export interface CompilerOptions {
  /** TypeScript's own checker: all of its strictness, half of it, or not at all. Default 'strict'. */
  check?: 'strict' | 'loose' | 'off';
  /** UTF-8 bytes of one module. Default 1 MiB. */
  maxSourceBytes?: number;
  /** Brackets, operators and other constructs inside each other. Default 500. */
  maxNesting?: number;
  /** Milliseconds that checking types may take. Default 2,000. */
  maxCheckMs?: number;
}

export interface CompileOptions {
  /** Name of the module, for positions in errors and for imports. Default 'main.ts'. */
  fileName?: string;
  /** Text of a .d.ts file that types the `host:` imports. */
  host?: string;
}

/** Compiles TypeScript. One Compiler serves any number of programs. */
export class Compiler {
  private readonly options: CompilerOptions;

  constructor(options: CompilerOptions = {}) {
    this.options = { ...options };
  }

  /**
   * Compiles one module.
   * @typeParam Exports the functions it exports, for `vm.call`: an interface, or `typeof import('./plugin')`. They are taken at your word.
   * @throws CompileError
   */
  compileString<Exports = any>(source: string, options: CompileOptions = {}): Program<Exports> {
    const { fileName = 'main.ts' } = options;
    return this.compileModules({ [fileName]: source }, fileName, options);
  }

  /**
   * Compiles modules that import each other into one Program.
   * @param entry the module whose exports the host calls
   * @typeParam Exports as for `compileString`
   * @throws CompileError
   */
  compileModules<Exports = any>(
    modules: Readonly<Record<string, string>>,
    entry: string,
    options: CompileOptions = {},
  ): Program<Exports> {
    const { check = 'strict', maxSourceBytes, maxNesting, maxCheckMs = 2_000 } = this.options;
    const unitOptions: UnitOptions = {};
    if (check !== 'off') {
      unitOptions.inspect = (files, diagnostics) =>
        checkTypes(files, { level: check, maxCheckMs, host: options.host }, diagnostics);
    }
    if (maxSourceBytes !== undefined) unitOptions.maxSourceBytes = maxSourceBytes;
    if (maxNesting !== undefined) unitOptions.maxNesting = maxNesting;
    return Program.fromUnit(compileModules(modules, entry, unitOptions)) as Program<Exports>;
  }
}
