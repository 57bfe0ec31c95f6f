// The last of repeated keys counts; __proto__ is an ordinary key.
export function main() {
  const o = JSON.parse('{"a":1,"b":2,"a":3,"__proto__":{"x":1}}');
  console.log(
    o.a,
    Object.keys(o).join(),
    Object.getPrototypeOf(o) === Object.prototype,
    o.x,
    Object.hasOwn(o, '__proto__'),
  ); // expect: 3 a,b,__proto__ true undefined true
  console.log(Object.keys(JSON.parse('{"2":1,"1":2,"x":3}')).join()); // expect: 1,2,x
}
