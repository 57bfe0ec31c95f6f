// A parameter can be captured and changed.
function makeAdder(n: number) {
  return (step: number) => (n += step);
}

export function main() {
  const add = makeAdder(10);
  console.log(add(1), add(5), add(-16)); // expect: 11 16 0
}
