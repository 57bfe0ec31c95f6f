// defineProperties and create take many descriptors at once.
export function main() {
  const o: any = Object.create(
    { up: 'inherited' },
    {
      a: { value: 1, enumerable: true },
      b: {
        get(this: any) {
          return this.a + 1;
        },
      },
    },
  );
  console.log(o.a, o.b, o.up, Object.keys(o).join()); // expect: 1 2 inherited a
  Object.defineProperties(o, { c: { value: 3, enumerable: true }, d: { value: 4 } });
  console.log(Object.keys(o).join(), o.d); // expect: a,c 4
}
