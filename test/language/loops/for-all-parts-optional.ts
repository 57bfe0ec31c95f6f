// Every part of a for head may be left out.
export function main() {
  let i = 0;
  for (;;) {
    if (i++ > 4) break;
  }
  console.log(i); // expect: 6
  for (let j = 0, k = 10; j < k; j++, k--) i = j * 100 + k;
  console.log(i); // expect: 406
}
