// A default may use the parameters before it.
function box(width: number, height = width, area = width * height) {
  return `${width}x${height}=${area}`;
}

export function main() {
  console.log(box(2)); // expect: 2x2=4
  console.log(box(2, 3)); // expect: 2x3=6
  console.log(box(2, 3, 7)); // expect: 2x3=7
}
