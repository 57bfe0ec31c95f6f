// A bit of everything, in several Tasks that wait for the host, for timers and for each other.
import { ask, note } from 'host:';

class Gate {
  open: (total: number) => void = () => {};
  readonly opened = new Promise<number>((resolve) => {
    this.open = resolve;
  });
}

const gates: Gate[] = [];
const gateOf = (task: number): Gate => (gates[task] ??= new Gate());

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Numbers below 2³¹ that depend on the seed alone. */
function numbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state >> 8;
  };
}

function sorted(next: () => number): number {
  const records = Array.from({ length: 40 }, () => ({
    key: next() % 1000,
    text: `r${next() % 99}`,
  }));
  records.sort((left, right) => {
    for (let digit = 1; digit <= 100; digit *= 10) {
      const difference = (Math.floor(left.key / digit) % 10) - (Math.floor(right.key / digit) % 10);
      if (difference !== 0) return difference;
    }
    return left.text < right.text ? -1 : 1;
  });
  return records.reduce((sum, { key }, index) => (sum * 31 + key * index) % 100_003, 7);
}

function written(next: () => number): number {
  const tree = { name: `n${next() % 100}`, children: [] as unknown[], at: Math.random() };
  for (let child = next() % 20; child >= 0; child--) tree.children.push({ child, half: child / 2 });
  return JSON.stringify(JSON.parse(JSON.stringify(tree))).length;
}

export async function work(task: number, seed: number): Promise<unknown> {
  const next = numbers(seed * 1009 + task * 9176 + 1);
  const seen = new Map<string, number>();
  let total = 0;
  try {
    for (let round = 0; round < 8; round++) {
      const kind = next() % 6;
      if (kind === 0) total += sorted(next);
      else if (kind === 1) total += await ask(total % 1000);
      else if (kind === 2) await pause(next() % 50);
      else if (kind === 3) {
        for (const answer of await Promise.all([ask(round), ask(task), ask(seed)])) total += answer;
      } else if (kind === 4) total += note(total);
      else total += written(next);
      seen.set(`${kind} in round ${round}`, total);
    }
    gateOf(task).open(total);
    if (task > 0) total += await gateOf(task - 1).opened;
    if (total % 5 === 0) throw new RangeError(`${task} has ${total}`);
    return { total, seen: [...seen], drawn: Math.random() };
  } finally {
    await pause(task);
    seen.clear();
  }
}
