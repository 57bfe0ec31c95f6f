// Object.is tells zeros apart and NaN not.
export function main() {
  console.log(
    Object.is(0, -0),
    Object.is(NaN, NaN),
    Object.is(1, 1),
    Object.is('a', 'a'),
    Object.is({}, {}),
  ); // expect: false true true true false
  console.log(Object.is(null, undefined), Object.is(true, 1 as any), (Object as any).is()); // expect: false false true
}
