// Calling next by hand.
export function main() {
  const it = 'hi'[Symbol.iterator]();
  let step = it.next();
  let out = '';
  while (!step.done) {
    out += step.value + ';';
    step = it.next();
  }
  console.log(out, step.value); // expect: h;i; undefined
}
