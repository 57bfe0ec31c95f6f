// Three ways to take a part.
export function main() {
  const s = 'abcdef';
  console.log(
    s.slice(1, 3),
    s.slice(-2),
    s.slice(2),
    s.slice(3, 1) === '',
    s.slice(-99, 2),
    s.slice(1, -1),
  ); // expect: bc ef cdef true ab bcde
  console.log(
    s.substring(1, 3),
    s.substring(3, 1),
    s.substring(-1, 2),
    s.substring(4),
    s.substring(NaN, 2),
  ); // expect: bc bc ab ef ab
  console.log(
    s.substr(1, 3),
    s.substr(-2),
    s.substr(-3, 2),
    s.substr(9) === '',
    s.substr(2, -1) === '',
  ); // expect: bcd ef de true true
}
