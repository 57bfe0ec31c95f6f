// Both operands are evaluated before either is converted, left first.
export function main() {
  const log: string[] = [];
  const make = (name: string, value: number): any => {
    log.push(`make ${name}`);
    return {
      valueOf() {
        log.push(`convert ${name}`);
        return value;
      },
    };
  };
  console.log(make('a', 1) + make('b', 2)); // expect: 3
  console.log(make('c', 3) > make('d', 1)); // expect: true
  console.log(log.join(', ')); // expect: make a, make b, convert a, convert b, make c, make d, convert c, convert d
}
