// needs: for-in
// for…in lists enumerable string keys, integers first, own before inherited.
export function main() {
  const o: any = Object.create({ up: 1, b: 2 });
  o.b = 1;
  o.a = 2;
  o[1] = 3;
  Object.defineProperty(o, 'hidden', { value: 1 });
  const seen: string[] = [];
  for (const k in o) seen.push(k);
  console.log(seen.join());
  for (const i in ['x', , 'z']) console.log(i, typeof i);
  for (const i in 'ab' as any) console.log(i);
  for (const k in null as any) console.log('never', k);
  for (const k in undefined as any) console.log('never', k);
  // expect: 1,b,a,up
  // expect: 0 string
  // expect: 2 string
  // expect: 0
  // expect: 1
}
