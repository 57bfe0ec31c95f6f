// A block may hide a parameter without changing it.
function f(n: number) {
  {
    let n = 'inner';
    console.log(n); // expect: inner
  }
  return n;
}

export function main() {
  console.log(f(4)); // expect: 4
}
