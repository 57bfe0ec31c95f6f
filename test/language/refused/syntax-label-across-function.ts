// @check: off
// A label does not reach into functions.
// expect compile error: syntax
export function main() {
a: for (;;) {
  const f = () => {
    break a;
  };
  f();
}
console.log('never');
}
