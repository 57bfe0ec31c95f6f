// sort without a function compares texts, undefined and holes last.
export function main() {
  console.log([10, 9, 1, 100, 2].sort().join(), ['b', 'a', 'C', 'é'].sort().join()); // expect: 1,10,100,2,9 C,a,b,é
  const a = [3, undefined, 1, , null, 'x', undefined] as any[];
  a.sort();
  console.log(a.map(String).join(), a.length, 6 in a, 5 in a); // expect: 1,3,null,x,undefined,undefined, 7 false true
  console.log([true, false, 'm', -1, -2].sort().join()); // expect: -1,-2,false,m,true
}
