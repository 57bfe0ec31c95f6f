/** A seeded generator of values that can cross the boundary. */

/** A stream of numbers in [0, 1): mulberry32. */
export function randomStream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ALL_KINDS = { dates: true, bytes: true, bigints: true };

/** A value of some thirty parts, with shared parts and cycles, the same for the same seed. */
export function randomValue(
  seed: number,
  kinds: { dates: boolean; bytes: boolean; bigints: boolean } = ALL_KINDS,
): unknown {
  const random = randomStream(seed);
  const below = (n: number) => Math.floor(random() * n);
  const objects: object[] = [];
  let budget = 5 + below(40);

  const text = () => {
    const length = below(3) === 0 ? below(60) : below(8);
    const top = [0x7f, 0x100, 0x10000][below(3)]!;
    return Array.from({ length }, () => String.fromCharCode(below(top))).join('');
  };
  const number = () =>
    [below(300) - 150, below(2 ** 32) - 2 ** 31, random() * 1e9, -0, Number.NaN, 1 / 0][below(6)]!;
  const remember = <T extends object>(object: T): T => {
    objects.push(object);
    return object;
  };

  const value = (depth: number): unknown => {
    budget--;
    const kind = below(budget <= 0 || depth > 12 ? 7 : 14);
    switch (kind) {
      case 0:
        return undefined;
      case 1:
        return [null, true, false][below(3)];
      case 2:
      case 3:
        return number();
      case 4:
        return text();
      case 5:
        if (!kinds.bigints) return below(1000);
        return BigInt(below(2 ** 31)) ** BigInt(below(8)) * (below(2) ? 1n : -1n);
      case 6:
        return objects.length > 0 ? objects[below(objects.length)] : null;
      case 7: {
        const array = remember([] as unknown[]);
        for (let i = below(6); i > 0; i--) {
          if (below(8) === 0) array.length++;
          else array.push(value(depth + 1));
        }
        return array;
      }
      case 8:
      case 9:
      case 10: {
        const record = remember({} as Record<string, unknown>);
        for (let i = below(6); i > 0; i--) {
          const key = below(4) === 0 ? text() : 'abcdef'[below(6)]!;
          if (key !== '__proto__') record[key] = value(depth + 1);
        }
        return record;
      }
      case 11: {
        const map = remember(new Map());
        for (let i = below(4); i > 0; i--) map.set(value(depth + 1), value(depth + 1));
        return map;
      }
      case 12: {
        const set = remember(new Set());
        for (let i = below(4); i > 0; i--) set.add(value(depth + 1));
        return set;
      }
      default:
        if (!kinds.dates || !kinds.bytes) return remember({ kind: text() });
        return remember(
          below(2) ? new Date(below(2 ** 40)) : new Uint8Array(below(20)).map(() => below(256)),
        );
    }
  };
  return value(0);
}
