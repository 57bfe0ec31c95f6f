// Expressions in templates become text.
export function main() {
  const name = 'Ada';
  const n = 3;
  console.log(
    `Hello ${name}, ${n + 1} ${n > 2 ? 'yes' : 'no'} ${[1, 2]} ${null} ${undefined} ${{}}`,
  ); // expect: Hello Ada, 4 yes 1,2 null undefined [object Object]
  console.log(`${1}${2}`, ``, `${''}`, `${-0}`); // expect: 12   0
}
