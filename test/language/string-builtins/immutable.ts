// @check: off
// Methods give new strings; the old stays.
export function main() {
  const s = 'abc';
  s.toUpperCase();
  console.log(s); // expect: abc
  try {
    s.length = 1;
  } catch (error) {
    console.log(error.name, s.length); // expect: TypeError 3
  }
}
