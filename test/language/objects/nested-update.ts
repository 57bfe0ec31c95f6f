// Deep updates through several kinds of key.
export function main() {
  const o = { list: [{ tags: new Map([['x', [1, 2]]]) }] };
  o.list[0].tags.get('x')!.push(3);
  o.list.push({ tags: new Map() });
  console.log(o.list[0].tags.get('x')!.join(), o.list.length, o.list[1].tags.size); // expect: 1,2,3 2 0
}
