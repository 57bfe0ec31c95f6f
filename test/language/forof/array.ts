// for…of goes through the values of an array, holes as undefined.
export function main() {
  const out: unknown[] = [];
  for (const v of [1, , 'x', null]) out.push(String(v));
  console.log(out.join()); // expect: 1,undefined,x,null
  for (const v of []) console.log('never');
}
