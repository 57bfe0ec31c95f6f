// needs: for-in
// A key deleted before its turn is skipped.
export function main() {
  const o: any = { a: 1, b: 2, c: 3 };
  const seen: string[] = [];
  for (const k in o) {
    seen.push(k);
    delete o.b;
  }
  console.log(seen.join()); // expect: a,c
}
