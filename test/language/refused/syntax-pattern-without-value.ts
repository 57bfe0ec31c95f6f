// @check: off
// A pattern needs something to take apart.
// expect compile error: syntax
export function main() {
let [a];
console.log(a);
}
