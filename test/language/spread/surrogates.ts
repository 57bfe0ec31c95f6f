// Spreading a string goes by code points.
export function main() {
  const s = 'a😀b';
  console.log(s.length, [...s].length, [...s][1].length, [...'\ud83d'].length); // expect: 4 3 2 1
}
