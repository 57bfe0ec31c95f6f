// The variable of for…of is fresh on each turn and may be const.
export function main() {
  const fs: (() => string)[] = [];
  for (const letter of ['a', 'b', 'c']) fs.push(() => letter);
  for (let [key, value] of new Map([['k', 1]])) {
    fs.push(() => `${key}${value}`);
    value++;
  }
  console.log(fs.map((f) => f()).join()); // expect: a,b,c,k2
}
