// && and || give one of their operands, not a boolean.
export function main() {
  const values: any[] = [0, '', null, undefined, NaN, false, 'yes', 1];
  console.log(values.map((v) => v || 'or').join()); // expect: or,or,or,or,or,or,yes,1
  console.log(values.map((v) => v && 'and').join()); // expect: 0,,,,NaN,false,and,and
  console.log(values.map((v) => v ?? 'nullish').join()); // expect: 0,,nullish,nullish,NaN,false,yes,1
}
