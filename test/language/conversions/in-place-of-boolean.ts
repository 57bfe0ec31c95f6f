// @check: off
// Conditions convert to boolean without calling valueOf.
export function main() {
  const o = {
    valueOf() {
      console.log('never called');
      return false;
    },
  };
  console.log(o ? 'true' : 'false', !o, o && 'and', [0].filter((v) => v).length); // expect: true false and 0
  while (o) {
    console.log('entered'); // expect: entered
    break;
  }
}
