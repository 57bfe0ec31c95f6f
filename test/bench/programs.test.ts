import { describe, expect, it } from 'vitest';
import { v8 } from '../../bench/peers/v8';
import * as cd from '../../bench/programs/cd';
import { programs } from '../../bench/programs/index';
import { EXPECTED_SIZE, message } from '../../bench/programs/json';
import { Random } from '../../bench/programs/support/random';
import { RedBlackTree } from '../../bench/programs/support/red-black-tree';
import { loadGuest } from '../../bench/support/guest';

describe('the fourteen programs', () => {
  it('are fourteen', () => {
    expect(new Set(programs.map((program) => program.name)).size).toBe(14);
  });

  it.each(programs)('$name verifies its result in V8', async ({ name }) => {
    const instance = await v8.create();
    await instance.load(await loadGuest(`bench/programs/${name}.ts`));
    expect((await instance.run('main', 1)).value).toBe(true);
    await instance.dispose();
  });

  it('give an engine both forms of a program', async () => {
    const guest = await loadGuest('bench/programs/cd.ts');
    expect(Object.keys(guest.modules).sort()).toEqual([
      './cd.ts',
      './support/red-black-tree.ts',
      './support/verify.ts',
    ]);
    expect(guest.modules[guest.entry]).toContain('export function main(');
    expect(guest.script).toContain('globalThis.guest');
  });
});

describe('what the programs verify against', () => {
  it('cd: the collisions are those that a test of all pairs finds', () => {
    const simulator = new cd.Simulator(cd.AIRCRAFT);
    let positions = new Map<number, cd.Vector>();
    let collisions = 0;
    for (let frame = 0; frame < cd.FRAMES; frame++) {
      const motions = simulator.frame(frame).map(({ callSign, position }) => {
        return new cd.Motion(callSign, positions.get(callSign.value) ?? position, position);
      });
      positions = new Map(motions.map((motion) => [motion.callSign.value, motion.to]));
      for (const [i, first] of motions.entries()) {
        for (const second of motions.slice(i + 1)) if (first.meet(second) !== null) collisions++;
      }
    }
    expect(collisions).toBe(cd.EXPECTED_COLLISIONS);
  });

  it('json: the number of values is what JSON.parse gives', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, item) => sum + count(item), 1)
        : 1;
    expect(count(JSON.parse(message.text))).toBe(EXPECTED_SIZE);
    expect(message.text.length).toBeGreaterThan(20 * 1024);
  });

  it('the red-black tree agrees with a sorted map under random insertions and removals', () => {
    class Key {
      constructor(readonly value: number) {}
      compareTo(other: Key): number {
        return this.value - other.value;
      }
    }
    const random = new Random();
    const tree = new RedBlackTree<Key, number>();
    const map = new Map<number, number>();
    for (let i = 0; i < 5000; i++) {
      const key = random.next() % 200;
      if (random.next() % 2 === 0) {
        expect(tree.put(new Key(key), i)).toBe(map.get(key));
        map.set(key, i);
      } else {
        expect(tree.remove(new Key(key))).toBe(map.get(key));
        map.delete(key);
      }
      expect(tree.size()).toBe(map.size);
    }
    const visited: [number, number][] = [];
    tree.forEach((key, value) => {
      visited.push([key.value, value]);
    });
    expect(visited).toEqual([...map].sort(([a], [b]) => a - b));
  });
});
