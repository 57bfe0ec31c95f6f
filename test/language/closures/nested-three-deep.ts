// A closure reaches variables of every function around it.
function outer(a: number) {
  return function middle(b: number) {
    return function inner(c: number) {
      a++;
      b += a;
      return a + b + c;
    };
  };
}

export function main() {
  const inner = outer(1)(10);
  console.log(inner(100)); // expect: 114
  console.log(inner(100)); // expect: 118
}
