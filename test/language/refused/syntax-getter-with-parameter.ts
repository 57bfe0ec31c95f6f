// @check: off
// A getter has no parameter, a setter one.
// expect compile error: syntax
export function main() {
const o = {
  get x(a) {
    return a;
  },
};
console.log(o.x);
}
