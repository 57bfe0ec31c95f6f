// @check: off
// A getter and a data property of one name replace each other in a literal.
export function main() {
  const a = {
    x: 1,
    get x() {
      return 2;
    },
  };
  const b = {
    get x() {
      return 2;
    },
    x: 1,
  };
  console.log(a.x, b.x, Object.keys(a).length); // expect: 2 1 1
}
