/** The commands, their options and their exit codes. */
import { Command, CommanderError, Option } from 'commander';
import { capabilityNames } from './capabilities';
import { checkCommand, compileCommand, disassembleCommand } from './compile';
import type { CheckMode } from './load';
import { describeError, ExitCode, exitCodeOf } from './report';
import { type RunOptions, runCommand } from './run';
import type { Terminal } from './terminal';
import { UsageError } from './usage';
import { parseBytes, parseCapabilities, parseCount, parseMilliseconds, parseSeed } from './values';

/** Runs a command line, without the names of node and of the script; gives the exit code. */
export async function main(
  words: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  let code: number = ExitCode.done;
  const command = rayaCommand(terminal, version, (result) => {
    code = result;
  });
  try {
    await command.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version were asked for; everything else has been told.
      return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    }
    terminal.error(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
}

const checkOption = () =>
  new Option('--check <how>', 'check types: strict, loose or off (JavaScript files: off)').choices([
    'strict',
    'loose',
    'off',
  ]);

function rayaCommand(terminal: Terminal, version: string, done: (code: number) => void): Command {
  const raya = new Command('raya')
    .description('Runs TypeScript that is not trusted, in a virtual machine with limits.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.error(text),
    })
    .showHelpAfterError('(raya help shows how it is used)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the program threw or was refused, 2 wrong usage, 3 a limit was met.',
    );

  raya
    .command('run')
    .description('run a function of a program and print its result')
    .argument('<file>', 'TypeScript, JavaScript, or bytecode of raya compile')
    .argument('[args...]', 'arguments: JSON where it is JSON, else text')
    .option('--entry <name>', 'the exported function to run', 'main')
    .option('--max-heap <size>', 'bytes of live objects, such as 16MB', parseBytes)
    .option('--max-steps <n>', 'steps in all, such as 5e6', parseCount)
    .option('--timeout <ms>', 'milliseconds from start to end', parseMilliseconds)
    .option('--allow <names>', `what it may use: ${capabilityNames.join(', ')}`, parseCapabilities)
    .option('--seed <n>', 'start of Math.random', parseSeed)
    .option('--stats', 'print steps, memory and times at the end')
    .addOption(checkOption())
    .action(async (file: string, args: string[], options: Partial<RunOptions>) => {
      const { entry = 'main', allow = [], ...rest } = options;
      const settings = { ...rest, entry, allow };
      done(await named(() => runCommand(file, args, settings, terminal)));
    });

  raya
    .command('compile')
    .description('compile a program to bytecode')
    .argument('<file>', 'TypeScript or JavaScript')
    .option('-o, --output <file>', 'where to (the name of the source with .rbc)')
    .addOption(checkOption())
    .action(async (file: string, options: { output?: string; check?: CheckMode }) => {
      const output = options.output ?? `${file.replace(/\.[cm]?[jt]s$/, '')}.rbc`;
      done(await compileCommand(file, output, options.check, terminal));
    });

  raya
    .command('check')
    .description('compile programs and say what is wrong with them')
    .argument('<files...>', 'TypeScript or JavaScript')
    .addOption(checkOption())
    .action(async (files: string[], options: { check?: CheckMode }) => {
      done(await checkCommand(files, options.check, terminal));
    });

  raya
    .command('disasm')
    .description('print the instructions of a program')
    .argument('<file>', 'source or bytecode')
    .addOption(checkOption())
    .action(async (file: string, options: { check?: CheckMode }) => {
      done(await disassembleCommand(file, options.check, terminal));
    });

  for (const [name, what] of [
    ['resume', 'Resuming a snapshot'],
    ['repl', 'An interactive session'],
  ] as const) {
    raya
      .command(name, { hidden: true })
      .argument('[words...]')
      .allowUnknownOption()
      .action(() => {
        throw new UsageError(`${what} comes later; this version runs, compiles and checks.`);
      });
  }
  return raya;
}

/** A limit that a Vm cannot have is wrong usage, told in the words of the option. */
async function named(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.startsWith('option ')) throw error;
    const message = error.message
      .replace('option maxHeapBytes', '--max-heap')
      .replace('option maxStepBudget', '--max-steps')
      .replace('option timeoutMs', '--timeout')
      .replace('option seed', '--seed');
    throw new UsageError(message);
  }
}
