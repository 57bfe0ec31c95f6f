// Two loops over one array keep their own places.
export function main() {
  const list = ['a', 'b'];
  let out = '';
  for (const x of list) for (const y of list) out += x + y + ' ';
  console.log(out.trim()); // expect: aa ab ba bb
}
