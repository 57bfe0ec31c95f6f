// parseInt with prefixes, radixes and rubbish.
export function main() {
  console.log(
    parseInt('42px'),
    parseInt('  -17.9'),
    parseInt('0x1F'),
    parseInt('1f', 16),
    parseInt('0x1f', 16),
    parseInt('z', 36),
    parseInt('102', 2),
  ); // expect: 42 -17 31 31 31 35 2
  console.log(
    parseInt(''),
    parseInt('x'),
    parseInt('12', 1),
    parseInt('12', 37),
    parseInt('12', 0),
    parseInt('9', 8),
    parseInt('-0x10'),
  ); // expect: NaN NaN NaN NaN 12 NaN -16
  console.log(
    parseInt(0.0000005 as any),
    parseInt(1e21 as any),
    parseInt('9007199254740993'),
    parseInt(null as any),
    parseInt(null as any, 36),
    Number.parseInt === parseInt,
  ); // expect: 5 1 9007199254740992 NaN 1112745 true
  console.log(
    parseInt('123', '10' as any),
    parseInt('123', 4294967298),
    Object.is(parseInt('-0'), -0),
    parseInt('1e3'),
    parseInt('\u00a07'),
  ); // expect: 123 1 true 1 7
}
