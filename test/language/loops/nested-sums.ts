// Three loops deep with variables of every level.
export function main() {
  let total = 0;
  for (let i = 1; i <= 10; i++) {
    const a = i * i;
    for (let j = i; j <= 10; j++) {
      let b = a - j;
      for (let k = 0; k < 3; k++) total += b * k + a;
    }
  }
  console.log(total); // expect: 6105
}
