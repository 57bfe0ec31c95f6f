/** `raya run` */
import type { Program, VmError } from '../index';
import { missingCapabilities } from './capabilities';
import { type CheckMode, loadProgram } from './load';
import { runSession, type SessionOptions } from './session';
import type { Terminal } from './terminal';
import { UsageError } from './usage';
import { parseArgument } from './values';

export interface RunOptions extends SessionOptions {
  entry: string;
  check?: CheckMode;
  seed?: number;
}

/** Runs one function of a program and prints its result. Gives the exit code. */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  if (options.keyFile !== undefined && options.snapshotOnBlock === undefined) {
    throw new UsageError('--key-file signs what --snapshot-on-block writes, which is missing');
  }
  const begun = performance.now();
  const program = await loadProgram(file, options.check, options.hold);
  return runSession(
    options,
    {
      begun,
      seed: options.seed,
      start(vm) {
        vm.loadBytecode(program);
        return [vm.runEntry(options.entry, args.map(parseArgument))];
      },
      hintFor: (error) => hintFor(error, program, options),
    },
    terminal,
  );
}

function hintFor(error: VmError, program: Program, options: RunOptions): string | undefined {
  switch (error.code) {
    case 'NO_ENTRY':
      return `It exports ${program.exports.join(', ') || 'nothing'}; choose with --entry.`;
    case 'NO_CAPABILITY':
      return missingCapabilities(program.imports, options);
    default:
      return undefined;
  }
}
