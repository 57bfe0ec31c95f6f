// @check: off
// delete of a plain name is refused in strict code.
// expect compile error: syntax
export function main() {
let x = 1;
delete x;
console.log(x);
}
