// In strict code a function declared in a block is known only there.
export function main() {
  {
    console.log(inner()); // expect: block
    function inner() {
      return 'block';
    }
  }
  console.log(typeof globalThis === 'object'); // expect: true
}
