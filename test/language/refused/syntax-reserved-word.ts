// @check: off
// Words reserved in strict code are no names.
// expect compile error: syntax
export function main() {
let package = 1;
console.log(package);
}
