// @check: off
// eval and arguments are no names for variables in strict code.
// expect compile error: syntax
export function main() {
let arguments = 1;
console.log(arguments);
}
