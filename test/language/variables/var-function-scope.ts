// A var belongs to the whole function, whatever block declares it.
export function main() {
  if (true) {
    var seen = 'inside';
  }
  console.log(seen); // expect: inside
  for (var i = 0; i < 3; i++) {}
  console.log(i); // expect: 3
}
