// Identities hold within a tiny error.
export function main() {
  let worst = 0;
  for (let x = -10; x <= 10; x += 0.37) {
    worst = Math.max(worst, Math.abs(Math.sin(x) ** 2 + Math.cos(x) ** 2 - 1));
    worst = Math.max(worst, Math.abs(Math.log(Math.exp(x)) - x));
  }
  console.log(worst < 1e-14); // expect: true
}
