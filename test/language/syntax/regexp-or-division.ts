// A slash after a value divides.
export function main() {
const a = 8;
const g = 2;
const b = (4);
console.log(a / 2 / g, b / g, [6][0] / g, a /g/ g); // expect: 2 2 3 2
}
