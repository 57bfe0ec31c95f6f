// Guest code that touches every part of the machine once; drive.js says what it must give.

import { log, lookup } from 'host:';

interface Shape {
  readonly name: string;
  area(): number;
}

abstract class Named {
  static made = 0;
  constructor(readonly name: string) {
    Named.made++;
  }
}

class Circle extends Named implements Shape {
  constructor(private radius: number) {
    super('circle');
  }
  area(): number {
    return Math.round(this.radius ** 2 * Math.PI * 1000) / 1000;
  }
}

class Box extends Named implements Shape {
  constructor(
    private width: number,
    private height: number,
  ) {
    super('box');
  }
  area(): number {
    return this.width * this.height;
  }
}

function counter(): () => number {
  let count = 0;
  return () => ++count;
}

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function primesBelow(limit: number): number[] {
  const composite: boolean[] = [];
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate++) {
    if (composite[candidate]) continue;
    primes.push(candidate);
    for (let multiple = candidate * candidate; multiple < limit; multiple += candidate) {
      composite[multiple] = true;
    }
  }
  return primes;
}

function failsCleanly(): string {
  const steps: string[] = [];
  try {
    try {
      JSON.parse('{"open": ');
    } finally {
      steps.push('finally');
    }
  } catch (error) {
    steps.push(error instanceof SyntaxError ? 'SyntaxError' : String(error));
  }
  return steps.join(' then ');
}

export async function main(limit: number) {
  const shapes: Shape[] = [new Circle(1.5), new Box(2, 3), new Circle(0.1), new Box(1e21, 10)];
  const groups = groupBy(shapes, (shape) => shape.name);
  const areas = [...groups].map(([name, of]) => `${name}: ${of.map((shape) => shape.area())}`);
  const next = counter();
  next();
  log(`made ${Named.made}`);
  const answers = await Promise.all(['a', 'b', 'c'].map((key) => lookup(key)));
  const { length, [length - 1]: last, ...rest } = primesBelow(limit);
  return {
    areas,
    count: next(),
    answers,
    primes: { length, last, others: Object.keys(rest).length },
    text: ['grün', 'Ελλάδα', '😀'].map((word) => word.toUpperCase().split('').length),
    failure: failsCleanly(),
    numbers: [0.1 + 0.2, 5e-324, 1e21, -0, 1 / 3].map(String),
  };
}

export function spin(): never {
  for (;;) {}
}
