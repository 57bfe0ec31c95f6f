// Each comparison converts its left operand first.
export function main() {
  const log: string[] = [];
  const make = (name: string): any => ({
    valueOf() {
      log.push(name);
      return 1;
    },
  });
  make('a') < make('b');
  make('c') > make('d');
  make('e') <= make('f');
  make('g') >= make('h');
  console.log(log.join('')); // expect: abcdefgh
}
