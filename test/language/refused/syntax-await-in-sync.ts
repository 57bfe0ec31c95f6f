// @check: off
// await needs an async function.
// expect compile error: syntax
export function main() {
const f = () => {
  await 1;
};
console.log(f());
}
