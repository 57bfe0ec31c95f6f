// One call site, many classes.
abstract class Shape {
  abstract area(): number;
}
const classes = [1, 2, 3, 4, 5, 6].map(
  (factor) =>
    class extends Shape {
      area() {
        return factor;
      }
    },
);

export function main() {
  let total = 0;
  for (let i = 0; i < 60; i++) total += new classes[i % 6]().area();
  console.log(total); // expect: 210
}
