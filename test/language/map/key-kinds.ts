// Keys compare by SameValueZero: NaN equals itself, -0 is 0, objects by identity.
export function main() {
  const o = {};
  const m = new Map<unknown, string>([
    [NaN, 'nan'],
    [0, 'zero'],
    ['0', 'text'],
    [o, 'object'],
    [null, 'null'],
    [undefined, 'undef'],
    [true, 'yes'],
    ['true', 'word'],
  ]);
  console.log(
    m.get(NaN),
    m.get(-0),
    m.get('0'),
    m.get(o),
    m.get({}),
    m.get(null),
    m.get(undefined),
    m.get(true),
    m.get('true'),
  ); // expect: nan zero text object undefined null undef yes word
  m.set(-0, 'again');
  console.log(m.size, Object.is([...m.keys()][1], 0)); // expect: 8 true
  m.clear();
  m.set(-0, 1 as any);
  console.log(Object.is([...m.keys()][0], 0), m.get(1.0 as any), m.get('') as any); // expect: true undefined undefined
}
