// Latin-1 and wider text mix freely.
export function main() {
  const narrow = 'caf\u00e9';
  const wide = 'caf\u00e9\u4e16';
  console.log(
    narrow === wide.slice(0, 4),
    narrow + '\u4e16' === wide,
    wide.indexOf('\u00e9'),
    wide.slice(0, 4).length,
  ); // expect: true true 3 4
  console.log(
    [...wide].reverse().join(''),
    narrow < wide,
    wide.replace('\u4e16', '') === narrow,
    '\u00ff' < '\u0100',
  ); // expect: 世éfac true true true
  const m = new Map([[narrow, 1]]);
  console.log(
    m.get(wide.substring(0, 4)),
    narrow.padEnd(6, '\u4e16\u754c'),
    ('\u4e16' + narrow).charAt(4),
  ); // expect: 1 café世界 é
}
