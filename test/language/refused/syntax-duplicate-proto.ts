// @check: off
// A literal names __proto__: at most once.
// expect compile error: syntax
export function main() {
  const o = { __proto__: null, __proto__: null };
  console.log(o);
}
