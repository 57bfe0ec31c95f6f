// A cast changes nothing: the value decides what happens.
export function main() {
  const n = 'text' as unknown as number;
  const list = JSON.parse('["1", 2, null]') as number[];
  const covariant: (number | string)[] = [1, 2] as number[];
  covariant.push('three');
  console.log(
    n + 1,
    list[0] + list[1],
    list[1] + list[2],
    (covariant as number[])[2] * 2,
    typeof n,
  ); // expect: text1 12 2 NaN string
  const o = {} as { deep: { er: number } };
  try {
    o.deep.er;
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
}
