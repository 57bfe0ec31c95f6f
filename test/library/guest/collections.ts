// Map, Set and their iterators while they change.
import { line } from './support';

export function main() {
  line('keys', () => {
    const map = new Map<any, any>([
      [1, 'a'],
      [Number.NaN, 'n'],
      [-0, 'z'],
      ['1', 's'],
    ]);
    map.set(Number.NaN, 'again').delete(1);
    return [map, map.get(0), map.has(Number.NaN), map.size, [...map.keys()], [...map.values()]];
  });
  line('map changed in a loop', () => {
    const map = new Map([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const seen: number[] = [];
    for (const [key] of map) {
      seen.push(key);
      if (key === 1) {
        map.delete(2);
        map.set(4, 4);
      }
    }
    return seen;
  });
  line('set changed in a loop', () => {
    const set = new Set([1, 2, 3]);
    const seen: number[] = [];
    for (const value of set) {
      seen.push(value);
      if (value < 10) {
        set.delete(value);
        set.add(value + 10);
      }
    }
    return seen;
  });
  line('cleared in forEach', () => {
    const map = new Map([
      [1, 1],
      [2, 2],
    ]);
    const seen: number[] = [];
    map.forEach((_value, key) => {
      seen.push(key);
      if (key === 1) {
        map.clear();
        map.set(5, 5);
      }
    });
    return seen;
  });
  line('large', () => {
    const map = new Map<any, number>();
    for (let i = 0; i < 5000; i++) map.set(i % 2 ? `k${i}` : i, i);
    for (let i = 0; i < 5000; i += 3) map.delete(i % 2 ? `k${i}` : i);
    let sum = 0;
    for (const value of map.values()) sum += value;
    return [map.size, sum, map.get('k4997'), map.get(3)];
  });
  line('grown in a loop', () => {
    const map = new Map<number, number>([[0, 0]]);
    let steps = 0;
    for (const [key] of map) {
      steps++;
      if (key < 300) map.set(key + 1, key).delete(key - 3);
    }
    return [steps, map.size];
  });
  line('objects as keys', () => {
    const key = {};
    const map = new Map([[key, 1]]);
    return [map.get(key), map.get({} as any), new Set([key, key, {}]).size];
  });
  line('wrong receiver', () => Map.prototype.has.call(new Set() as any, 1));
  line('tags', () => [
    Object.prototype.toString.call(new Map().entries()),
    Object.prototype.toString.call([][Symbol.iterator]()),
    Object.prototype.toString.call(''[Symbol.iterator]()),
    Object.prototype.toString.call(new Set().values()),
  ]);
  line('next', () => {
    const iterator = [1][Symbol.iterator]();
    return [iterator.next(), iterator.next(), iterator.next()];
  });
  line('weak', () => {
    const map = new WeakMap();
    const key = {};
    map.set(key, 1);
    return [map.get(key), map.has({}), map.delete(key), map.has(key)];
  });
  line('weak with a number', () => new WeakSet([1 as any]));
}
