/** `raya resume` */
import type { Snapshot, Task, Vm, VmError } from '../index';
import { capabilityNames } from './capabilities';
import { type CallAnswer, callsAnswered, describeCall } from './held-calls';
import { describeError, ExitCode, exitCodeOf } from './report';
import { runSession, type SessionOptions } from './session';
import { readKey, readSnapshot } from './snapshot-file';
import type { Terminal } from './terminal';
import { UsageError } from './usage';

export interface ResumeOptions extends SessionOptions {
  answers: readonly CallAnswer[];
  /** Says what waits, and runs nothing. */
  list?: boolean;
}

/**
 * Goes on with the program of a snapshot and prints the results of its Tasks, in the order in which they were started. Calls that
 * `answers` answers are over; the others are made again. Gives the exit code.
 */
export async function resumeCommand(
  file: string,
  options: ResumeOptions,
  terminal: Terminal,
): Promise<number> {
  const begun = performance.now();
  const key = readKey(options.keyFile);
  let snapshot: Snapshot;
  let hold = options.hold;
  try {
    snapshot = readSnapshot(file, key);
    const { pendingCalls } = snapshot.info;
    if (options.list) {
      terminal.out(pendingCalls.map((call) => `${describeCall(call)}\n`).join(''));
      return ExitCode.done;
    }
    // Whoever answers a call can be asked again.
    const answered = callsAnswered(options.answers, pendingCalls).map(({ name }) => name);
    hold = [...new Set([...hold, ...answered.filter((name) => !options.allow.includes(name))])];
  } catch (error) {
    if (error instanceof UsageError) throw error;
    terminal.error(`${describeError(error, hintFor(error as VmError, options))}\n`);
    return exitCodeOf(error);
  }
  return runSession(
    { ...options, hold },
    {
      begun,
      start: (vm) => restore(vm, snapshot, key, options.answers),
      hintFor: (error) => hintFor(error, options),
    },
    terminal,
  );
}

function restore(
  vm: Vm,
  snapshot: Snapshot,
  key: Uint8Array | undefined,
  answers: readonly CallAnswer[],
): Task[] {
  vm.restore(snapshot, key === undefined ? {} : { key });
  // Before the Vm runs: what is answered now is not made again.
  for (const { id, failed, value } of answers) {
    if (failed) vm.fail(id, new Error(String(value)));
    else vm.answer(id, value);
  }
  const tasks = vm.tasks();
  if (tasks.length === 0) throw new UsageError('no call is under way in this snapshot');
  return tasks;
}

function hintFor({ code, message }: VmError, options: ResumeOptions): string | undefined {
  if (code === 'NO_CAPABILITY') {
    return `Give ${capabilityNames.join(', ')} with --allow; what --hold names waits for an answer.`;
  }
  if (code === 'BAD_SNAPSHOT' && options.keyFile === undefined && message.includes('the key')) {
    return 'Name the file that holds it with --key-file.';
  }
  return undefined;
}
