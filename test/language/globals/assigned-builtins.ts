// @check: off
// Builtins may be shadowed locally.
export function main() {
  const Math = { max: () => 'mine' };
  const parseInt = (s) => s + '!';
  console.log(Math.max(1, 2), parseInt('5'), globalThis.Math.max(1, 2)); // expect: mine 5! 2
}
