// Reading goes up the chain, writing makes an own property.
export function main() {
  const base: any = { x: 1, list: [1] };
  const o = Object.create(base);
  console.log(o.x); // expect: 1
  o.x = 2;
  o.list.push(2);
  console.log(o.x, base.x, base.list.join()); // expect: 2 1 1,2
  delete o.x;
  console.log(o.x); // expect: 1
}
