// @check: off
// A class declaration is no body of an if.
// expect compile error: syntax
export function main() {
if (true) class A {}
console.log('never');
}
