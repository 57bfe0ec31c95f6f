// needs: element-attributes
// @check: off
// length of an array obeys defineProperty; elements may be accessors.
export function main() {
  const a = [1, 2, 3, 4];
  Object.defineProperty(a, 'length', { value: 2 });
  console.log(a.join()); // expect: 1,2
  Object.defineProperty(a, 1, { get: () => 'got', enumerable: true, configurable: true });
  console.log(a.join(), a.map((x) => x).join()); // expect: 1,got 1,got
  Object.defineProperty(a, 'length', { writable: false });
  try {
    a.push(1);
  } catch (error) {
    console.log(error.name, a.length); // expect: TypeError 2
  }
  try {
    a[5] = 1;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  Object.defineProperty(a, 0, { value: 'fixed', writable: false });
  try {
    a[0] = 1;
  } catch (error) {
    console.log(error.name, a[0]); // expect: TypeError fixed
  }
}
