// Defaults in parameters and patterns name anonymous functions.
export function main() {
  const { a = () => 0 } = {} as { a?: () => number };
  const [b = function () {}] = [] as (() => void)[];
  function f(c = () => 0) {
    return c.name;
  }
  console.log(a.name, b.name, f()); // expect: a b c
}
