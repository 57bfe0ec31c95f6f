// needs: timers
// A cleared timer never fires; further arguments are passed on.
export async function main() {
  let out = '';
  const id = setTimeout(() => (out += 'never'), 1);
  clearTimeout(id);
  await new Promise<void>((resolve) => {
    setTimeout(
      (a: string, b: number) => {
        out += a + b;
        resolve();
      },
      5,
      'x',
      2,
    );
  });
  console.log(out); // expect: x2
}
