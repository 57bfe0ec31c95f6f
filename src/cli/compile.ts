/** `raya compile`, `raya check` and `raya disasm` */
import { writeFileSync } from 'node:fs';
import { type CheckMode, compileFile, loadProgram } from './load';
import { describeError, ExitCode, exitCodeOf, formatBytes } from './report';
import type { Terminal } from './terminal';
import { UsageError } from './usage';

export interface CompileOptions {
  check?: CheckMode;
  /** Capabilities beyond those of the command line that a program may import. */
  hold?: readonly string[];
}

/** Compiles a program to a file of bytecode. */
export async function compileCommand(
  file: string,
  output: string,
  { check, hold }: CompileOptions,
  terminal: Terminal,
): Promise<number> {
  const program = await compileFile(file, check, hold);
  const bytes = new Uint8Array(program.bytecode);
  try {
    writeFileSync(output, bytes);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${(error as Error).message}`);
  }
  const exported = program.exports.join(', ') || 'nothing';
  const needed = program.imports.length === 0 ? '' : `, needs ${program.imports.join(', ')}`;
  terminal.error(`${output}: ${formatBytes(bytes.length)}, exports ${exported}${needed}\n`);
  return ExitCode.done;
}

/** Compiles each file and says what is wrong with it. */
export async function checkCommand(
  files: readonly string[],
  { check, hold }: CompileOptions,
  terminal: Terminal,
): Promise<number> {
  let worst: number = ExitCode.done;
  let refused = 0;
  for (const file of files) {
    try {
      await compileFile(file, check, hold);
    } catch (error) {
      terminal.error(`${describeError(error)}\n\n`);
      worst = Math.max(worst, exitCodeOf(error));
      refused++;
    }
  }
  const count = files.length === 1 ? '1 program' : `${files.length} programs`;
  terminal.error(refused === 0 ? `${count}, no complaint\n` : `${count}, ${refused} refused\n`);
  return worst;
}

/** Prints the instructions of a program, from its source or its bytecode. */
export async function disassembleCommand(
  file: string,
  { check, hold }: CompileOptions,
  terminal: Terminal,
): Promise<number> {
  const program = await loadProgram(file, check, hold);
  const text = program.disassemble();
  terminal.out(text.endsWith('\n') ? text : `${text}\n`);
  return ExitCode.done;
}
