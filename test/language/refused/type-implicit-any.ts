// Under the strict check a parameter needs a type.
// expect compile error: implicitly
export function main() {
  const f = (a) => a;
  console.log(f(1));
}
