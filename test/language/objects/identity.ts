// Objects compare by identity.
export function main() {
  const a = { n: 1 };
  const b = a;
  console.log(a === b, a === ({ n: 1 } as unknown), [a].includes(b), [a].indexOf({ n: 1 } as any)); // expect: true false true -1
  b.n = 2;
  console.log(a.n); // expect: 2
}
