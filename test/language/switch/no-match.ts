// A switch without a fitting case does nothing.
export function main() {
  let x = 'before';
  switch (x as string) {
    case 'other':
      x = 'changed';
  }
  switch (5 as number) {
  }
  console.log(x); // expect: before
}
