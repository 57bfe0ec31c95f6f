// -0 equals 0 but is not the same value.
export function main() {
  console.log(-0 === 0, Object.is(-0, 0), 1 / -0); // expect: true false -Infinity
  console.log(Object.is(0 * -1, -0), Object.is(-0 + 0, 0), Object.is(-0 - 0, -0)); // expect: true true true
  console.log(Object.is(Math.round(-0.4), -0), Object.is(-4 % 2, -0), Object.is(0 / -5, -0)); // expect: true true true
  let z = 0;
  console.log(Object.is(-z, -0), Object.is(z - 0, 0), Object.is(z * 1, 0)); // expect: true true true
  z = -0;
  console.log(Object.is(z++, -0), z, String(-0), `${-0}`, JSON.stringify(-0)); // expect: true 1 0 0 0
}
