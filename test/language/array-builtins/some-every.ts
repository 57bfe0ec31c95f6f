// some and every stop as soon as they know.
export function main() {
  let calls = 0;
  const odd = (n: number) => {
    calls++;
    return n % 2 === 1;
  };
  console.log([2, 3, 4].some(odd), calls, [1, 2, 3].every(odd), calls); // expect: true 2 false 4
  console.log(
    [].some(() => true),
    [].every(() => false),
    [, ,].some(() => true),
    [, ,].every(() => false),
  ); // expect: false true false true
}
