/** `raya-vm/compiler`: from TypeScript to a Program. */
export { type CompileOptions, Compiler, type CompilerOptions } from './compiler';
export { CompileError, type Diagnostic } from './diagnostics';
export { importsOf } from './imports';
export { type RunOptions, run } from './run';
