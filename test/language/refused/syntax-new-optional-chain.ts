// @check: off
// new takes no optional chain.
// expect compile error: syntax
export function main() {
const o = { F: class {} };
new o?.F();
console.log('never');
}
