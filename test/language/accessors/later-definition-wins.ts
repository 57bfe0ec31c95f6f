// In one literal the last definition of a name counts.
export function main() {
  const o = {
    get x() {
      return 'getter';
    },
    set x(_: string) {},
  };
  Object.defineProperty(o, 'x', { value: 'data', writable: true });
  console.log(o.x); // expect: data
  o.x = 'written';
  console.log(o.x); // expect: written
}
