/** Capabilities that only wait for an answer, and the host calls of a program that waits for its host. */
import { inspect } from 'node:util';
import type { Capabilities, PendingCall } from '../index';
import { printable } from './terminal';
import { UsageError } from './usage';

/** What `--answer` or `--fail` says of a call. */
export interface CallAnswer {
  readonly id: number;
  readonly failed: boolean;
  /** The value, or the message of the error. */
  readonly value: unknown;
}

/** Capabilities of these names, `approve` or `db.query`: each call gives a promise that nobody here settles. */
export function heldCapabilities(names: readonly string[]): Capabilities {
  const all: Record<string, any> = {};
  for (const name of names) {
    const path = name.split('.');
    const last = path.pop()!;
    let holder = all;
    for (const part of path) holder = holder[part] ??= {};
    holder[last] = () => new Promise(() => {});
  }
  return all;
}

/** Their types, for the guest's checker. */
export function heldTypes(names: readonly string[]): string {
  return names
    .map((name) => {
      const path = name.split('.');
      const last = path.pop()!;
      const parameters = '...values: any[]';
      return `declare module 'host:${path.join('/')}' {
  /** Waits for the answer of whoever runs the program. */
  export function ${last}(${parameters}): Promise<any>;
}
`;
    })
    .join('');
}

/** `1 approve('refund', 40)` */
export function describeCall({ id, name, args }: PendingCall): string {
  const shown = args.map((value) =>
    inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 500 }),
  );
  return printable(`${id} ${name}(${shown.join(', ')})`);
}

/**
 * The calls that are answered.
 * @throws UsageError when an answer is for no call, or a second one for the same
 */
export function callsAnswered(
  answers: readonly CallAnswer[],
  pending: readonly PendingCall[],
): PendingCall[] {
  return answers.map(({ id }, index) => {
    const call = pending.find((each) => each.id === id);
    if (call === undefined) {
      const waiting = pending.map((each) => `\n  ${describeCall(each)}`).join('');
      throw new UsageError(
        `no call ${id} waits for an answer${waiting === '' ? '' : `; these do:${waiting}`}`,
      );
    }
    if (answers.findIndex((other) => other.id === id) !== index) {
      throw new UsageError(`call ${id} is answered twice`);
    }
    return call;
  });
}
