// Objects of one class may get their properties in any order.
class Bag {
  [key: string]: unknown;
}

export function main() {
  const a = new Bag();
  a.x = 1;
  a.y = 2;
  const b = new Bag();
  b.y = 3;
  b.x = 4;
  const sum = (o: Bag) => (o.x as number) * 10 + (o.y as number);
  let total = 0;
  for (let i = 0; i < 50; i++) total += sum(i % 2 ? a : b);
  console.log(total, Object.keys(a).join(), Object.keys(b).join()); // expect: 1375 x,y y,x
}
