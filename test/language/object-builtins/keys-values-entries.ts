// Own enumerable string keys only, in order.
class A {
  x = 1;
  y = 2;
  m() {}
}
const a: any = new A();
Object.defineProperty(a, 'hidden', { value: 3 });

export function main() {
  console.log(Object.keys(a).join(), Object.values(a).join(), Object.entries(a).join('|')); // expect: x,y 1,2 x,1|y,2
  console.log(Object.keys('ab').join(), Object.values('ab').join(), Object.entries(['x']).join()); // expect: 0,1 a,b 0,x
  console.log(Object.keys(5 as any).length, Object.keys(true as any).length); // expect: 0 0
}
