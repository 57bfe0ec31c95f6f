// Runs inside the virtual machine. Of the world it sees what the host gives it: `temperatureOf`.
import { temperatureOf } from 'host:';

/** Remembers what a function has answered. */
class Memo<Key, Value> {
  misses = 0;
  private readonly known = new Map<Key, Value>();

  constructor(private readonly answer: (key: Key) => Value) {}

  get(key: Key): Value {
    const before = this.known.get(key);
    if (before !== undefined) return before;
    this.misses++;
    const value = this.answer(key);
    this.known.set(key, value);
    return value;
  }
}

abstract class Place {
  constructor(readonly name: string) {}

  abstract describe(): string;
}

class City extends Place {
  static readonly warm = 18;

  constructor(
    name: string,
    private readonly celsius: number,
  ) {
    super(name);
  }

  describe(): string {
    return `${this.name} ${this.celsius}°${this.celsius >= City.warm ? ' ☀' : ''}`;
  }
}

/** Several waits at once, and no city asked for twice. */
export async function weather(names: string[]): Promise<string[]> {
  const temperatures = new Memo(temperatureOf);
  const cities = await Promise.all(
    names.map(async (name) => new City(name, await temperatures.get(name))),
  );
  return cities.map((city) => city.describe());
}

/** The start below `limit` whose Collatz sequence is the longest. */
export function collatz(limit: number): { start: number; length: number } {
  const lengths: Memo<number, number> = new Memo((n) =>
    n === 1 ? 1 : 1 + lengths.get(n % 2 === 0 ? n / 2 : 3 * n + 1),
  );
  let best = { start: 1, length: 1 };
  for (let start = 2; start < limit; start++) {
    const length = lengths.get(start);
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** Never ends, unless somebody ends it. */
export function runaway(): never {
  for (let turns = 0; ; turns++) {}
}
