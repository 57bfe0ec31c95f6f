export enum Color {
  Red,
  Green,
  Blue,
}
export class Stack<T> {
  protected items: T[] = [];
  push(item: T) {
    this.items.push(item);
  }
  pop() {
    return this.items.pop();
  }
  get size() {
    return this.items.length;
  }
}
export const describe = (c: Color) => `color ${Color[c]}`;
