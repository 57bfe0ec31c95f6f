// The default sort orders objects by their texts.
export function main() {
  const o = (text: string) => ({ text, toString: () => text });
  const sorted = [o('b'), o('c'), o('a'), o('10'), o('9')].sort();
  console.log(sorted.map((x) => x.text).join()); // expect: 10,9,a,b,c
}
