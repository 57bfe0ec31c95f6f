// @check: off
// The last value of a repeated key counts; its place is the first one's.
export function main() {
  const o = { x: 1, y: 2, x: 3 };
  console.log(o.x, Object.keys(o).join()); // expect: 3 x,y
  const q = {
    a: 1,
    ['a']: 2,
    b: 3,
    a() {
      return 4;
    },
  };
  console.log(q.a(), Object.keys(q).join()); // expect: 4 a,b
}
