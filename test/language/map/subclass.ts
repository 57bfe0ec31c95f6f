// Map may be subclassed.
export function main() {
  class Counter extends Map<string, number> {
    add(key: string) {
      return this.set(key, (this.get(key) ?? 0) + 1);
    }
  }
  const c = new Counter([['a', 5]]);
  c.add('a').add('b');
  console.log(c.get('a'), c.get('b'), c.size, c instanceof Map); // expect: 6 1 2 true
}
