// Everything that a snapshot may find half-way: loops in a comparator in a sort, calls in flight, Tasks that wait for each other,
// timers, a `finally` that is due, a cancel that has begun.
import { ask, log } from 'host:';

class Gate {
  open: (text: string) => void = () => {};
  readonly opened = new Promise<string>((resolve) => {
    this.open = resolve;
  });
}

const gates = { sorted: new Gate(), second: new Gate(), never: new Gate() };

const weight = (value: number, row: number, column: number): number => (value * row + column) % 7;

/** Nested loops in a comparator. */
function compare(left: { key: number }, right: { key: number }): number {
  let difference = 0;
  for (let row = 1; row <= 12; row++) {
    for (let column = 1; column <= 12; column++) {
      difference += weight(left.key, row, column) - weight(right.key, row, column);
    }
  }
  return difference || left.key - right.key;
}

async function sortSlowly(count: number): Promise<number[]> {
  const records = Array.from({ length: count }, (_, index) => ({ key: (index * 7919) % 1009 }));
  await null;
  log('sorting');
  records.sort(compare);
  log('sorted');
  return records.map(({ key }) => key);
}

/** Waits for a host promise while its other half sorts. */
export async function main(count: number): Promise<unknown> {
  const notes = new Map<string, unknown>();
  try {
    const [sorted, answer] = await Promise.all([sortSlowly(count), ask('main')]);
    gates.sorted.open(`${sorted.slice(0, 3)}`);
    notes.set(answer, sorted).set('drawn', Math.random());
    return notes;
  } finally {
    log(`main ends with ${notes.size} notes`);
  }
}

export async function second(): Promise<string> {
  const asked = ask('second');
  try {
    const text = await gates.sorted.opened;
    gates.second.open(`second saw ${text}`);
    throw new RangeError(`${text}, ${await asked}`);
  } finally {
    log(await ask('in the finally of second'));
  }
}

export async function third(): Promise<string[]> {
  const seen: string[] = [];
  const timers = [30, 10, 20].map(
    (ms) =>
      new Promise<void>((resolve) => setTimeout(() => resolve(void seen.push(`${ms} ms`)), ms)),
  );
  seen.push(await gates.second.opened);
  await Promise.all(timers);
  return seen;
}

/** Is cancelled while it waits for what never comes. */
export async function cancelled(): Promise<void> {
  try {
    await gates.never.opened;
  } catch {
    log('a cancel cannot be caught');
  } finally {
    log('cleaning up');
    for (let part = 0; part < 3; part++) {
      await new Promise<void>((resolve) => setTimeout(resolve, 15));
      log(`cleaned ${part}`);
    }
  }
}
