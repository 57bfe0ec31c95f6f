// const binds the name, not the object behind it.
export function main() {
  const point = { x: 1, y: 2 };
  point.x = 10;
  console.log(point.x, point.y); // expect: 10 2
  const list: number[] = [];
  list.push(1, 2);
  console.log(list.length); // expect: 2
}
