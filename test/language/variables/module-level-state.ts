// Module-level variables live on between calls.
let calls = 0;
function count() {
  return ++calls;
}

export function main() {
  count();
  count();
  console.log(count(), calls); // expect: 3 3
}
