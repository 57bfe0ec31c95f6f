// continue in while and do goes to the condition.
export function main() {
  let i = 0;
  let sum = 0;
  while (i < 6) {
    i++;
    if (i % 2) continue;
    sum += i;
  }
  console.log(sum); // expect: 12
  let asked = 0;
  do {
    if (asked < 2) continue;
    sum = -1;
  } while (++asked < 3);
  console.log(asked, sum); // expect: 3 -1
}
