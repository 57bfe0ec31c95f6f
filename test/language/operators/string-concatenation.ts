// + joins when either side is a string after conversion.
export function main() {
  console.log('a' + 1, 1 + 'a', 1 + 2 + 'a', 'a' + 1 + 2); // expect: a1 1a 3a a12
  console.log('' + null, '' + undefined, '' + true, '' + [1, [2, 3]], '' + {}); // expect: null undefined true 1,2,3 [object Object]
  console.log(('' + -0).length, '5' + -1); // expect: 1 5-1
}
