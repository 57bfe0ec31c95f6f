// A let in a block hides the outer one and is gone after the block.
export function main() {
  let x = 1;
  {
    let x = 2;
    console.log(x); // expect: 2
  }
  console.log(x); // expect: 1
}
