// The head may assign to any existing target.
export function main() {
  const o = { last: 0 };
  let v = -1;
  for (v of [1, 2]);
  for (o.last of [3, 4]);
  console.log(v, o.last); // expect: 2 4
}
