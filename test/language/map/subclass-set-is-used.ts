// The constructor adds its entries through an overridden set.
export function main() {
  const log: string[] = [];
  class Logged extends Map<string, number> {
    override set(k: string, v: number) {
      log.push(k);
      return super.set(k, v * 2);
    }
  }
  const m = new Logged([
    ['x', 1],
    ['y', 2],
  ]);
  console.log(log.join(), m.get('y')); // expect: x,y 4
}
