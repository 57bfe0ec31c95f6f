// @check: off
// A function declaration is no body of a loop.
// expect compile error: syntax
export function main() {
while (false) function f() {}
console.log('never');
}
