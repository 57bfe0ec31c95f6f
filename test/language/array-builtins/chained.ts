// A pipeline of several methods.
export function main() {
  const words = 'the quick brown fox jumps over the lazy dog the end'.split(' ');
  const counts = words.reduce((m, w) => m.set(w, (m.get(w) ?? 0) + 1), new Map<string, number>());
  const top = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 3);
  console.log(top.map(([w, n]) => `${w}=${n}`).join(' ')); // expect: the=3 brown=1 dog=1
  console.log(
    words
      .map((w) => w.length)
      .filter((n, i, all) => all.indexOf(n) === i)
      .toSorted()
      .join(),
  ); // expect: 3,4,5
}
