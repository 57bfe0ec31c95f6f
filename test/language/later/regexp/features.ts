// needs: regexp
// Lookaround, back references, lazy and unicode.
export function main() {
  console.log(
    /(?<=\$)\d+/.exec('cost $42')![0],
    /(\w)\1/.exec('hello')![0],
    /<.+?>/.exec('<a><b>')![0],
    /^.$/u.test('😀'),
    /^.$/.test('😀'),
  ); // expect: 42 ll <a> true false
  console.log(
    /\p{Lu}/u.test('É'),
    /a(?!b)/.exec('abac')!.index,
    /^b/m.exec('a\nb')!.index,
    /a.b/s.test('a\nb'),
    /[^]/.test('\n'),
    /\u{1F600}/u.test('😀'),
  ); // expect: true 2 2 true true true
}
