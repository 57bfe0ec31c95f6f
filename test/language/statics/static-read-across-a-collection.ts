// A static is read at the same place before and after the objects of the heap have moved.
class Registry {
  static limit = 3;
  static first = { name: 'one' };
  static next(n: number) {
    return n + Registry.limit;
  }
}

export function main() {
  let sum = 0;
  let last = { value: 0 };
  for (let round = 0; round < 4; round++) {
    sum += Registry.next(Registry.first.name.length) + Registry.limit;
    for (let i = 0; i < 5; i++) last = { value: last.value + 1 };
  }
  console.log(sum); // expect: 36
  console.log(last.value); // expect: 20
}
