// parseFloat reads the longest number at the start.
export function main() {
  console.log(
    parseFloat('3.14abc'),
    parseFloat('  -1.5e3x'),
    parseFloat('.5.5'),
    parseFloat('5.'),
    parseFloat('1e'),
    parseFloat('1e+'),
    parseFloat('0x10'),
  ); // expect: 3.14 -1500 0.5 5 1 1 0
  console.log(
    parseFloat('Infinityx'),
    parseFloat('-Infinity'),
    parseFloat('abc'),
    parseFloat(''),
    parseFloat('-.5'),
    parseFloat('+1'),
    parseFloat('1_000'),
  ); // expect: Infinity -Infinity NaN NaN -0.5 1 1
  console.log(
    Object.is(parseFloat('-0'), -0),
    parseFloat(null as any),
    parseFloat([1.5, 2] as any),
    Number.parseFloat === parseFloat,
  ); // expect: true NaN 1.5 true
}
