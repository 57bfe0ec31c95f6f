// @check: off
// A literal is no target of an assignment.
// expect compile error: syntax
export function main() {
1 = 2;
console.log('never');
}
