// Mixed ways of making properties keep one order.
export function main() {
  const o: any = { a: 1 };
  Object.defineProperty(o, 'b', { value: 2, enumerable: true, configurable: true, writable: true });
  o.c = 3;
  Object.defineProperty(o, 'd', { get: () => 4, enumerable: true });
  o.e = 5;
  console.log(Object.keys(o).join(), Object.values(o).join()); // expect: a,b,c,d,e 1,2,3,4,5
  Object.defineProperty(o, 'a', { enumerable: false });
  console.log(Object.keys(o).join(), o.a); // expect: b,c,d,e 1
}
