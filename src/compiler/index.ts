/** `raya-vm/compiler`: from TypeScript to a Program. */
export { Compiler, type CompileOptions, type CompilerOptions } from './compiler';
export { CompileError, type Diagnostic } from './diagnostics';
export { run, type RunOptions } from './run';
