// Several arguments are printed with one space between.
export function main() {
  console.log(); // expect:
  console.log(''); // expect:
  console.log('a', 'b'); // expect: a b
  console.log(1, true, null, undefined, 'x'); // expect: 1 true null undefined x
  console.log('two  spaces', ''); // expect json: "two  spaces "
  console.log('%s is not a format', 5); // expect: %s is not a format 5
}
