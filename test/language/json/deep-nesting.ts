// Nesting of a thousand arrays and objects.
export function main() {
  const depth = 1000;
  const text = '['.repeat(depth) + ']'.repeat(depth);
  let v = JSON.parse(text);
  console.log(JSON.stringify(v) === text); // expect: true
  let n = 0;
  while (v.length) {
    v = v[0];
    n++;
  }
  console.log(n); // expect: 999
  let o: any = {};
  for (let i = 0; i < depth; i++) o = { o };
  console.log(JSON.stringify(o).length); // expect: 6002
}
