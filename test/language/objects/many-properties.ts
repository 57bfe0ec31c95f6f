// An object may have thousands of properties and lose them again.
export function main() {
  const o: Record<string, number> = {};
  for (let i = 0; i < 3000; i++) o['key' + i] = i;
  console.log(Object.keys(o).length, o.key0, o.key1500, o.key2999); // expect: 3000 0 1500 2999
  for (let i = 0; i < 3000; i += 2) delete o['key' + i];
  console.log(Object.keys(o).length, o.key0, o.key1, Object.keys(o)[0]); // expect: 1500 undefined 1 key1
  o.key0 = -1;
  console.log(Object.keys(o).at(-1)); // expect: key0
}
