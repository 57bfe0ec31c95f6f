/** `raya-vm/compiler`: from TypeScript to a Program. */
import type { Unit } from '../bytecode/unit';
import { compileModules, type UnitOptions } from './compile';

export { Compiler, type CompileOptions, type CompilerOptions } from './compiler';
export { CompileError, type Diagnostic } from './diagnostics';
export { run, type RunOptions } from './run';

/** @internal Compiles modules that belong together; the first is the entry. For the build of the guest library. */
export function compileUnit(
  modules: Readonly<Record<string, string>>,
  options: Pick<UnitOptions, 'library' | 'natives'> = {},
): Unit {
  return compileModules(modules, Object.keys(modules)[0], options);
}
