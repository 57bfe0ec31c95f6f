// Elisions and code points in patterns.
export function main() {
  const [, , third] = 'a😀b';
  const [, b, , d] = [1, 2, 3, 4];
  console.log(third, b, d); // expect: b 2 4
  const [h = 'default'] = [, 2] as any[];
  console.log(h); // expect: default
}
