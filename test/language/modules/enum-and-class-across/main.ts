// Enums, classes and generics from another module.
import { Color, Stack, describe } from './lib';

export function main() {
  const s = new Stack<Color>();
  s.push(Color.Red);
  s.push(Color.Blue);
  console.log(describe(s.pop()!), s.size, Color[0]); // expect: color Blue 1 Red
  class Named extends Stack<string> {
    top() {
      return this.items[this.items.length - 1];
    }
  }
  const n = new Named();
  n.push('x');
  console.log(n.top(), n instanceof Stack); // expect: x true
}
