// An object without a prototype has nothing but its own.
export function main() {
  const o = Object.create(null);
  o.x = 1;
  console.log('toString' in o, o.toString, Object.keys(o).join(), o.__proto__); // expect: false undefined x undefined
  o.__proto__ = 5;
  console.log(Object.keys(o).join()); // expect: x,__proto__
}
