// needs: array-subclass
// A subclass of Array with methods of its own.
export function main() {
  class List<T> extends Array<T> {
    last(): T | undefined {
      return this[this.length - 1];
    }
  }
  const l = new List<number>();
  l.push(3, 1, 2);
  l[5] = 9;
  console.log(
    l.length,
    l.last(),
    [...l].length,
    l.slice(0, 2) instanceof List,
    (l.concat([7]) as List<number>).last(),
  ); // expect: 6 9 6 true 7
}
