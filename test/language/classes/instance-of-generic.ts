// Type parameters leave no trace.
class Stack<T> {
  private items: T[] = [];
  push(item: T): this {
    this.items.push(item);
    return this;
  }
  pop(): T | undefined {
    return this.items.pop();
  }
  get size() {
    return this.items.length;
  }
}

export function main() {
  const s = new Stack<number | string>().push(1).push('two');
  console.log(s.size, s.pop(), s.pop(), s.pop(), s.size); // expect: 2 two 1 undefined 0
}
