// A property made by defineProperty is closed unless told otherwise.
export function main() {
  const o: any = {};
  Object.defineProperty(o, 'x', { value: 1 });
  const d = Object.getOwnPropertyDescriptor(o, 'x')!;
  console.log(d.value, d.writable, d.enumerable, d.configurable); // expect: 1 false false false
  o.y = 2;
  Object.defineProperty(o, 'y', { enumerable: false });
  const e = Object.getOwnPropertyDescriptor(o, 'y')!;
  console.log(e.value, e.writable, e.enumerable, e.configurable); // expect: 2 true false true
  console.log(Object.keys(o).length); // expect: 0
}
