// A loop may have several labels.
export function main() {
let n = 0;
a: b: for (;;) {
  n++;
  if (n < 3) continue a;
  if (n < 5) continue b;
  break a;
}
console.log(n); // expect: 5
}
