// as, satisfies and ! vanish.
export function main() {
  const n: number | undefined = 5 as number | undefined;
  console.log(n! + 1, (n as number) * 2, (n as any as string) + 'x'); // expect: 6 10 5x
  const config = { a: 1 } satisfies Record<string, number>;
  console.log(config.a); // expect: 1
}
