// Integer keys come first in numeric order, then strings in order of creation.
export function main() {
  const o: any = { b: 1, 2: 'two', a: 2, 1: 'one', '-1': 'minus', '01': 'text' };
  o[0] = 'zero';
  o.c = 3;
  delete o.b;
  o.b = 4;
  console.log(Object.keys(o).join()); // expect: 0,1,2,a,-1,01,c,b
  console.log(Object.keys({ 4294967294: 1, 4294967295: 2, x: 3, 7: 4 }).join()); // expect: 7,4294967294,4294967295,x
}
