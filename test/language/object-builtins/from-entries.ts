// fromEntries takes arrays, Maps and other iterables of pairs.
export function main() {
  console.log(
    JSON.stringify(
      Object.fromEntries([
        ['a', 1],
        ['b', 2],
        ['a', 3],
      ]),
    ),
  );
  console.log(
    JSON.stringify(
      Object.fromEntries(
        new Map<string, unknown>([
          ['x', [1]],
          ['y', null],
        ]),
      ),
    ),
  );
  const doubled = Object.fromEntries(Object.entries({ p1: 1, p2: 2 }).map(([k, v]) => [k, v * 2]));
  console.log(JSON.stringify(doubled));
  for (const bad of [null, 5, [1], ['ab']] as any[]) {
    try {
      console.log(JSON.stringify(Object.fromEntries(bad)));
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: {"a":3,"b":2}
  // expect: {"x":[1],"y":null}
  // expect: {"p1":2,"p2":4}
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
