// An array's text follows its own join.
export function main() {
  const a: any = [1, 2];
  a.join = () => 'joined';
  console.log(a + '', `${a}`, String(a)); // expect: joined joined joined
  a.join = 5;
  console.log(a + ''); // expect: [object Array]
}
