// The rest of an object copies own enumerable properties without the named ones.
class A {
  x = 1;
  y = 2;
  z = 3;
  m() {}
}

export function main() {
  const { y, ...rest } = new A();
  console.log(y, JSON.stringify(rest), 'm' in rest, rest instanceof A); // expect: 2 {"x":1,"z":3} false false
  const key = 'b';
  const { [key]: taken, ...others } = { a: 1, b: 2, c: 3 };
  console.log(taken, Object.keys(others).join()); // expect: 2 a,c
}
