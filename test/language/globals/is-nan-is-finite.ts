// The global predicates convert first.
export function main() {
  console.log(
    [NaN, 'x', undefined, {}, '5', null, '', true, [], 'NaN']
      .map((v) => (isNaN(v as any) ? 1 : 0))
      .join(''),
  ); // expect: 1111000001
  console.log(
    [1, Infinity, '5', 'x', null, NaN, -Infinity, '', true]
      .map((v) => (isFinite(v as any) ? 1 : 0))
      .join(''),
  ); // expect: 101010011
}
