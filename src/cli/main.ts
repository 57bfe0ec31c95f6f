/** The commands, their options and their exit codes. */
import { Command, CommanderError, Option } from 'commander';
import { capabilityNames } from './capabilities';
import { type CompileOptions, checkCommand, compileCommand, disassembleCommand } from './compile';
import type { CallAnswer } from './held-calls';
import { describeError, ExitCode, exitCodeOf } from './report';
import { type ResumeOptions, resumeCommand } from './resume';
import { type RunOptions, runCommand } from './run';
import type { Terminal } from './terminal';
import { UsageError } from './usage';
import {
  parseAnswer,
  parseBytes,
  parseCapabilities,
  parseCount,
  parseFailure,
  parseHeld,
  parseMilliseconds,
  parseSeed,
} from './values';

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

const holdOption = () =>
  new Option('--hold <names>', 'capabilities that wait for an answer: approve,db.query').argParser(
    parseHeld,
  );

/** Adds the options of whatever runs a Vm. */
const withSession = (command: Command): Command =>
  command
    .addOption(holdOption())
    .option('--max-heap <size>', 'bytes of live objects, such as 16MB', parseBytes)
    .option('--max-steps <n>', 'steps in all, such as 5e6', parseCount)
    .option('--timeout <ms>', 'milliseconds from start to end', parseMilliseconds)
    .option('--allow <names>', `what it may use: ${capabilityNames.join(', ')}`, parseCapabilities)
    .option('--snapshot-on-block <file>', 'where to keep it when it waits for an answer')
    .option('--key-file <file>', 'the key that signs snapshots')
    .option('--stats', 'print steps, memory and times at the end');

/** `--answer` and `--fail`, which become one list. */
interface ResumeAnswers {
  answer?: CallAnswer[];
  fail?: CallAnswer[];
}

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
      '\nExit codes: 0 done, 1 the program threw or was refused, 2 wrong usage, 3 a limit was met,\n4 it waits for an answer, and a snapshot was written.',
    );

  const run = raya
    .command('run')
    .description('run a function of a program and print its result')
    .argument('<file>', 'TypeScript, JavaScript, or bytecode of raya compile')
    .argument('[args...]', 'arguments: JSON where it is JSON, else text')
    .option('--entry <name>', 'the exported function to run', 'main')
    .option('--seed <n>', 'start of Math.random', parseSeed)
    .addOption(checkOption());
  withSession(run).action(async (file: string, args: string[], options: Partial<RunOptions>) => {
    const { entry = 'main', allow = [], hold = [], ...rest } = options;
    const settings = { ...rest, entry, allow, hold };
    done(await named(() => runCommand(file, args, settings, terminal)));
  });

  const resume = raya
    .command('resume')
    .description('go on with the program of a snapshot and print its results')
    .argument('<snapshot>', 'what --snapshot-on-block or a host of your own wrote')
    .option('--list', 'only say which calls wait for an answer')
    .option('--answer <id=json>', 'what a waiting call gives', parseAnswer)
    .option('--fail <id=text>', 'the message of the error that a waiting call gives', parseFailure);
  withSession(resume).action(
    async (file: string, options: Partial<ResumeOptions> & ResumeAnswers) => {
      const { allow = [], hold = [], answer = [], fail = [], ...rest } = options;
      const settings = { ...rest, allow, hold, answers: [...answer, ...fail] };
      done(await named(() => resumeCommand(file, settings, terminal)));
    },
  );

  raya
    .command('compile')
    .description('compile a program to bytecode')
    .argument('<file>', 'TypeScript or JavaScript')
    .option('-o, --output <file>', 'where to (the name of the source with .rbc)')
    .addOption(checkOption())
    .addOption(holdOption())
    .action(async (file: string, options: { output?: string } & CompileOptions) => {
      const output = options.output ?? `${file.replace(/\.[cm]?[jt]s$/, '')}.rbc`;
      done(await compileCommand(file, output, options, terminal));
    });

  raya
    .command('check')
    .description('compile programs and say what is wrong with them')
    .argument('<files...>', 'TypeScript or JavaScript')
    .addOption(checkOption())
    .addOption(holdOption())
    .action(async (files: string[], options: CompileOptions) => {
      done(await checkCommand(files, options, terminal));
    });

  raya
    .command('disasm')
    .description('print the instructions of a program')
    .argument('<file>', 'source or bytecode')
    .addOption(checkOption())
    .addOption(holdOption())
    .action(async (file: string, options: CompileOptions) => {
      done(await disassembleCommand(file, options, terminal));
    });

  raya
    .command('repl', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(() => {
      throw new UsageError('An interactive session comes later; this version runs programs.');
    });
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
