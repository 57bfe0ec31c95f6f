// Text joined piece by piece, then read at random places.
export function main() {
  let s = '';
  for (let i = 0; i < 5000; i++) s += String.fromCharCode(97 + (i % 26));
  console.log(s.length, s[0], s[2600], s.slice(4990), s.indexOf('zab', 1000)); // expect: 5000 a a yzabcdefgh 1013
  let left = '';
  for (let i = 0; i < 1000; i++) left = (i % 10) + left;
  console.log(left.length, left[0], left[999], left.lastIndexOf('90')); // expect: 1000 9 0 -1
  const both = s + left + s;
  console.log(both.length, both.charCodeAt(5000), both === s + left + s, both.endsWith(s)); // expect: 11000 57 true true
}
