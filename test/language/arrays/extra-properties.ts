// An array may have other properties too.
export function main() {
  const a: any = [1, 2];
  a.name = 'list';
  console.log(a.length, a.name, Object.keys(a).join(), a.join(), JSON.stringify(a));
  for (const v of a) console.log(v);
  // expect: 2 list 0,1,name 1,2 [1,2]
  // expect: 1
  // expect: 2
}
