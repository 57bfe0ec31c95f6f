// @check: off
// What is no JSON is a SyntaxError.
export function main() {
  const bad = [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '01',
    '1.',
    '.5',
    '+1',
    '"\n"',
    '"\\x"',
    'undefined',
    'NaN',
    '[1 2]',
    'nul',
    '"a',
    '\u00a01',
    '1 2',
    '{"a" 1}',
    '"\\u12"',
    '--1',
    '1e',
    '[',
    ']',
    ',',
    '"\t"',
    'True',
    '/* */1',
  ];
  let refused = 0;
  for (const text of bad) {
    try {
      JSON.parse(text);
      console.log('accepted', text);
    } catch (error) {
      if (error instanceof SyntaxError) refused++;
    }
  }
  console.log(refused === bad.length, refused);
  for (const v of [undefined, {}, [], null, true, '5', [1]]) {
    try {
      console.log(JSON.stringify(JSON.parse(v)));
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: true 29
  // expect: SyntaxError
  // expect: SyntaxError
  // expect: SyntaxError
  // expect: null
  // expect: true
  // expect: 5
  // expect: 1
}
