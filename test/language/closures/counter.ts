// A closure keeps its variable alive after the function has returned.
function counter() {
  let n = 0;
  return { up: () => ++n, down: () => --n, get: () => n };
}

export function main() {
  const a = counter();
  const b = counter();
  a.up();
  a.up();
  a.down();
  b.up();
  b.up();
  b.up();
  console.log(a.get(), b.get()); // expect: 1 3
}
