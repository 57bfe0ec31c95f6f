// Strings compare by code unit.
export function main() {
  console.log('a' < 'b', 'a' < 'B', 'abc' < 'abd', 'abc' < 'ab', '' < 'a'); // expect: true false true false true
  console.log('10' < '9', 'Z' < 'a', '\u{1F600}' < '\uFFFF', 'é' > 'z'); // expect: true true true true
}
