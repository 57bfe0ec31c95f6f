// A function without return gives undefined, and return ends it.
function none() {}
function early(n: number) {
  if (n > 0) return 'positive';
  return;
}

export function main() {
  console.log(none(), early(1), early(-1)); // expect: undefined positive undefined
}
