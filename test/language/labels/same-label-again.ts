// A label may be used again beside or inside functions, and like a variable's name.
export function main() {
  const x = 'variable';
  x: for (;;) {
    const inner = () => {
      x: for (;;) break x;
      return x;
    };
    console.log(inner()); // expect: variable
    break x;
  }
  x: for (;;) break x;
  console.log(x); // expect: variable
}
