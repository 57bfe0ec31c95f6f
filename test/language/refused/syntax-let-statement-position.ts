// @check: off
// A declaration needs a block around it.
// expect compile error: syntax
export function main() {
if (true) let x = 1;
console.log('never');
}
