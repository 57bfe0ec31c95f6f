// concat, toString, valueOf and localeCompare.
export function main() {
  console.log('a'.concat('b', 1 as any, null as any), 'a'.toString(), 'a'.valueOf(), 'ab'.concat()); // expect: ab1null a a ab
  console.log(
    'a'.localeCompare('b'),
    'b'.localeCompare('a'),
    'a'.localeCompare('a'),
    'abc'.localeCompare('abd'),
  ); // expect: -1 1 0 -1
}
