// An assignment through a setter gives the assigned value, whatever the setter does.
export function main() {
  const o = {
    set x(_: number) {
      return;
    },
    get x() {
      return -1;
    },
  };
  console.log((o.x = 5), o.x); // expect: 5 -1
}
