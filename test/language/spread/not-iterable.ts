// @check: off
// Spreading what cannot be iterated is a TypeError, except in objects.
export function main() {
  const f = () => 0;
  for (const v of [5, null, undefined, {}, true, () => 0]) {
    try {
      f(...v);
      console.log('spread');
    } catch (error) {
      console.log(error.name, Object.keys({ ...v }).length);
    }
  }
  // expect: TypeError 0
  // expect: TypeError 0
  // expect: TypeError 0
  // expect: TypeError 0
  // expect: TypeError 0
  // expect: TypeError 0
}
