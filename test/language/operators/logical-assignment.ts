// Logical assignment reads first, and writes only when needed.
export function main() {
  let a: number | null = null;
  a ??= 1;
  a ??= 2;
  let b = 0;
  b ||= 5;
  b ||= 6;
  let c = 1;
  c &&= 7;
  console.log(a, b, c); // expect: 1 5 7
  let writes = 0;
  const o = {
    get v() {
      return 1 as number | null;
    },
    set v(_: number | null) {
      writes++;
    },
  };
  o.v ??= 9;
  o.v ||= 9;
  console.log(writes); // expect: 0
  o.v &&= 9;
  console.log(writes); // expect: 1
}
