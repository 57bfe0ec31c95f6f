// What happened before the error stays.
export function main() {
  const list: number[] = [];
  const o = { a: 0, b: 0 };
  const fail = (): number => {
    throw 0;
  };
  try {
    o.a = list.push(1);
    o.b = list.push(2) + fail();
  } catch {}
  console.log(o.a, o.b, list.join()); // expect: 1 0 1,2
}
