// An error has a stack, which is some text that holds its message.
export function main() {
  const e = new Error('marker');
  console.log(typeof e.stack, e.stack!.includes('marker'), Object.keys(e).length); // expect: string true 0
}
