// Templates nest in templates.
export function main() {
  const list = ['a', 'b'];
  console.log(`<${list.map((x, i) => `${i ? ',' : ''}[${x}${`${i}`}]`).join('')}>`); // expect: <[a0],[b1]>
}
