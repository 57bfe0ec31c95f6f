// The number of declared parameters of Array's methods.
export function main() {
  const names = [
    'at',
    'concat',
    'copyWithin',
    'fill',
    'find',
    'flat',
    'indexOf',
    'join',
    'map',
    'pop',
    'push',
    'reduce',
    'slice',
    'sort',
    'splice',
    'toSpliced',
    'unshift',
    'with',
  ];
  console.log(names.map((n) => n + (Array.prototype as any)[n].length).join(' ')); // expect: at1 concat1 copyWithin2 fill1 find1 flat0 indexOf1 join1 map1 pop0 push1 reduce1 slice2 sort1 splice2 toSpliced2 unshift1 with2
  console.log(Array.length, Array.from.length, Array.of.length, Array.isArray.length); // expect: 1 1 0 1
}
