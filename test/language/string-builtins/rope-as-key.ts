// A joined string is the same key as the written one.
export function main() {
  const o: any = { helloworld: 1 };
  const key = ['hello', 'world'].join('');
  let built = '';
  for (const c of 'helloworld') built += c;
  console.log(
    o[key],
    o[built],
    o['hello' + 'world'],
    new Map([['helloworld', 2]]).get(built),
    new Set([built]).has(key),
  ); // expect: 1 1 1 2 true
}
