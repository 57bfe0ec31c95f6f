/** From a file the user named to a Program. */
import { extname } from 'node:path';
import { Program } from '../index';
import { hostTypes } from './capabilities';
import { heldTypes } from './held-calls';
import { readNamed, readProgram } from './sources';

export type CheckMode = 'strict' | 'loose' | 'off';

/** `RBC` and the byte 0x1A begin every file of bytecode. */
const MAGIC = Buffer.from([0x52, 0x42, 0x43, 0x1a]);

/**
 * The Program in a file of source or of bytecode.
 * @param check how types are checked; default 'strict', and 'off' for JavaScript
 * @param hold names of further capabilities that it may import
 * @throws UsageError, ImportError, CompileError, VmError BAD_BYTECODE
 */
export async function loadProgram(
  file: string,
  check?: CheckMode,
  hold: readonly string[] = [],
): Promise<Program> {
  const bytes = readNamed(file);
  if (extname(file) === '.rbc' || bytes.subarray(0, 4).equals(MAGIC)) {
    return Program.fromBytes(bytes);
  }
  return compileFile(file, check, hold);
}

/** @throws UsageError, ImportError, CompileError */
export async function compileFile(
  file: string,
  check?: CheckMode,
  hold: readonly string[] = [],
): Promise<Program> {
  // Loaded here, so that running bytecode never waits for the `typescript` package.
  const { Compiler, importsOf } = await import('../compiler/index');
  const { modules, entry } = readProgram(file, importsOf);
  const otherwise = /\.[cm]?js$/.test(file) ? 'off' : 'strict';
  const compiler = new Compiler({ check: check ?? otherwise });
  return compiler.compileModules(modules, entry, { host: hostTypes + heldTypes(hold) });
}
