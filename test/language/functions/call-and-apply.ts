// call takes a list of arguments, apply an array.
function describe(this: { name: string }, a: number, b: number) {
  return `${this.name} ${a} ${b}`;
}

export function main() {
  console.log(describe.call({ name: 'call' }, 1, 2)); // expect: call 1 2
  console.log(describe.apply({ name: 'apply' }, [3, 4])); // expect: apply 3 4
  console.log(Math.max.apply(null, [3, 9, 4])); // expect: 9
}
