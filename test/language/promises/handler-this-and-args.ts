// Handlers get one argument and no this.
export async function main() {
  const seen: unknown[] = [];
  await Promise.resolve(7).then(function (this: unknown, ...args: unknown[]) {
    seen.push(this, args.length, args[0]);
  });
  console.log(seen.map(String).join()); // expect: undefined,1,7
}
