// Words with a meaning elsewhere serve as names.
export function main() {
  const of = 1;
  const get = 2;
  const set = 3;
  const type = 4;
  const from = 5;
  const as = 6;
  const target = 7;
  const o = { if: 8, class: 9, new: 10, get, set, static: 11, async: 12, await: 13, typeof: 14 };
  console.log(of, get, set, type, from, as, target); // expect: 1 2 3 4 5 6 7
  console.log(o.if, o.class, o.new, o.get, o.set, o.static, o.async, o.await, o.typeof); // expect: 8 9 10 2 3 11 12 13 14
}
