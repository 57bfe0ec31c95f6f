// Grouping with a Map of lists.
export function main() {
  const words = ['apple', 'avocado', 'bean', 'beet', 'carrot', 'almond'];
  const groups = new Map<string, string[]>();
  for (const w of words) {
    const list = groups.get(w[0]);
    if (list) list.push(w);
    else groups.set(w[0], [w]);
  }
  console.log([...groups].map(([k, v]) => `${k}:${v.length}`).join(), groups.get('a')!.join()); // expect: a:3,b:2,c:1 apple,avocado,almond
}
