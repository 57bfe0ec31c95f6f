// @check: off
// An array-like is not iterable, a boxed string is.
export function main() {
  try {
    for (const v of { length: 2, 0: 'a', 1: 'b' }) console.log(v);
  } catch (error) {
    console.log(error.name);
  }
  for (const v of new String('ok')) console.log(v);
  // expect: TypeError
  // expect: o
  // expect: k
}
