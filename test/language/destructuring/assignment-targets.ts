// An assignment pattern may aim at any target.
export function main() {
  const o: any = { list: [] };
  let v = 0;
  [o.x, o['y'], o.list[2], v] = [1, 2, 3, 4];
  console.log(o.x, o.y, o.list.length, v); // expect: 1 2 3 4
  ({
    a: o.a,
    b: [o.b, v = 9] = [7],
  } = { a: 5 } as any);
  console.log(o.a, o.b, v); // expect: 5 7 9
  const r = ([v] = [3, 4]);
  console.log(r.length, v); // expect: 2 3
}
