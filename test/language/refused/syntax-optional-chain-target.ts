// @check: off
// An optional chain is no target of an assignment.
// expect compile error: syntax
export function main() {
const o = {};
o?.x = 1;
console.log('never');
}
