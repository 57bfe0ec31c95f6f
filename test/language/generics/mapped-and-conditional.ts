// Types of types mean nothing at run time.
type Shape = { a: number; b: string };
type Getters<T> = { [K in keyof T as `get${Capitalize<K & string>}`]: () => T[K] };
type Unwrap<T> = T extends Promise<infer U> ? U : T;
function getters<T extends object>(o: T): Getters<T> {
  const out: Record<string, () => unknown> = {};
  for (const key of Object.keys(o) as (keyof T & string)[]) {
    out[`get${key[0].toUpperCase()}${key.slice(1)}`] = () => o[key];
  }
  return out as Getters<T>;
}

export function main() {
  const g = getters<Shape>({ a: 1, b: 'x' });
  const u: Unwrap<Promise<number>> = 3;
  console.log(g.getA(), g.getB(), u); // expect: 1 x 3
}
