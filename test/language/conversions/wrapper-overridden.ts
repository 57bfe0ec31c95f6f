// A wrapper's conversion can be replaced.
export function main() {
  const n: any = new Number(5);
  n.valueOf = () => 9;
  console.log(n * 2, `${n}`); // expect: 18 5
}
