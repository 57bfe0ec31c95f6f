// A class has a name and its constructor's length.
class Pair {
  constructor(
    public a: number,
    public b: number,
  ) {}
}
class Empty {}
class Child extends Pair {}

export function main() {
  console.log(Pair.name, Pair.length, Empty.length, Child.length, Child.name); // expect: Pair 2 0 0 Child
}
