// needs: regexp
// Test, exec, match and groups.
export function main() {
  const r = /(\d+)-(?<word>[a-z]+)/i;
  const m = r.exec('x 42-Abc y')!;
  console.log(
    m[0],
    m[1],
    m.index,
    m.groups!.word,
    r.test('nope'),
    'a1b2'.match(/\d/g)!.join(),
    'abc'.match(/x/) as null,
  ); // expect: 42-Abc 42 2 Abc false 1,2 null
  console.log(r.source, r.flags, String(r), /a|b/y.sticky); // expect: (\d+)-(?<word>[a-z]+) i /(\d+)-(?<word>[a-z]+)/i true
}
