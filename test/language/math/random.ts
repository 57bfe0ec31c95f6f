// random lies in [0, 1) and varies.
export function main() {
  const seen = new Set<number>();
  let ok = true;
  for (let i = 0; i < 200; i++) {
    const r = Math.random();
    if (!(r >= 0 && r < 1)) ok = false;
    seen.add(r);
  }
  console.log(ok, seen.size > 190); // expect: true true
}
