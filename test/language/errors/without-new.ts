// @check: off
// Error classes may be called without new.
export function main() {
  const e = Error('plain');
  console.log(
    e instanceof Error,
    e.message,
    TypeError('t') instanceof TypeError,
    RangeError('r', { cause: 1 }).cause,
  ); // expect: true plain true 1
}
