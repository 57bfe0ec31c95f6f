// needs: element-attributes
// @check: off
// Shortening an array stops at an element that cannot go.
export function main() {
  const a = [1, 2, 3, 4, 5];
  Object.defineProperty(a, 2, { configurable: false });
  try {
    a.length = 0;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  console.log(a.length, a.join()); // expect: 3 1,2,3
}
