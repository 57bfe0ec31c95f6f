// while asks first, do asks last.
export function main() {
  let n = 0;
  while (n < 3) n++;
  console.log(n); // expect: 3
  do n--;
  while (n > 10);
  console.log(n); // expect: 2
  let turns = 0;
  while (false) turns++;
  do {
    turns++;
  } while (false);
  console.log(turns); // expect: 1
}
