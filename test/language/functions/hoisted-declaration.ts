// A function declaration may be called above its text.
export function main() {
  console.log(twice(4)); // expect: 8
  function twice(n: number) {
    return n * 2;
  }
}
