// @check: off
// A hole is read through the prototype.
export function main() {
  Array.prototype[1] = 'from above';
  const a = [1, , 3];
  console.log(a[1], a.join(), 1 in a, Object.hasOwn(a, 1), a.includes('from above')); // expect: from above 1,from above,3 true false true
  delete Array.prototype[1];
  console.log(a[1]); // expect: undefined
}
