// needs: for-in
// A hidden own key hides the inherited one of the same name.
export function main() {
  const o = Object.create({ x: 1, y: 2 });
  Object.defineProperty(o, 'x', { value: 3, enumerable: false });
  const seen: string[] = [];
  for (const k in o) seen.push(k);
  console.log(seen.join()); // expect: y
}
