// for…of goes through a string by code points.
export function main() {
  const out: string[] = [];
  for (const c of 'a😀\u{1F468}\ud800z') out.push(`${c.length}`);
  console.log(out.join()); // expect: 1,2,2,1,1
}
