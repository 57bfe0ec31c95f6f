// A property that has only a setter reads as undefined.
export function main() {
  let last = 0;
  const o = {
    set x(v: number) {
      last = v;
    },
  };
  console.log((o.x = 7), last, o.x); // expect: 7 7 undefined
}
