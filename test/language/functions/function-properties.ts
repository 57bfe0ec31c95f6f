// A function is an object and may carry properties.
function counter() {
  return ++counter.count;
}
counter.count = 0;

export function main() {
  counter();
  counter();
  console.log(counter.count, Object.keys(counter).join()); // expect: 2 count
  console.log(counter instanceof Function, counter instanceof Object, typeof counter); // expect: true true function
}
