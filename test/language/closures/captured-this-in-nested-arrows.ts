// Nested arrows all see the method's this.
class Box {
  constructor(private value: number) {}
  deep() {
    return () => () => () => this.value;
  }
}

export function main() {
  console.log(new Box(9).deep()()()()); // expect: 9
}
