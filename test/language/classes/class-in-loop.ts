// Each evaluation of a class makes a different class.
export function main() {
  const made: (new () => { id(): number })[] = [];
  for (let i = 0; i < 3; i++) {
    made.push(
      class {
        id() {
          return i;
        }
      },
    );
  }
  console.log(
    made.map((C) => new C().id()).join(),
    made[0] === made[1],
    new made[0]() instanceof made[1],
  ); // expect: 0,1,2 false false
}
