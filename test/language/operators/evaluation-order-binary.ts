// Operands run from left to right, whatever binds tighter.
export function main() {
  const log: string[] = [];
  const v = (name: string, value: number) => {
    log.push(name);
    return value;
  };
  console.log(v('a', 2) + v('b', 3) * v('c', 4) ** v('d', 2)); // expect: 50
  console.log(v('e', 1) < v('f', 2), v('g', 5) % v('h', 3)); // expect: true 2
  console.log(log.join('')); // expect: abcdefgh
}
