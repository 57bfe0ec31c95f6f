// @check: off
// The dead zone is entered anew on each turn.
export function main() {
  let failures = 0;
  for (let i = 0; i < 3; i++) {
    try {
      v;
    } catch (error) {
      failures++;
    }
    let v = i;
  }
  console.log(failures); // expect: 3
}
