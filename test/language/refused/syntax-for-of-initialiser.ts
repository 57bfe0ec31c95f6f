// @check: off
// The variable of for…of has no value of its own.
// expect compile error: syntax
export function main() {
for (let x = 1 of [1]) console.log(x);
}
