// String() of every kind of primitive and object.
export function main() {
  console.log(String(1.5), String('s'), String(true), String(null), String(undefined)); // expect: 1.5 s true null undefined
  console.log(String([1, [2, 3], null, undefined, 4]), String({}), String([]), String([null])); // expect json: "1,2,3,,,4 [object Object]  "
  console.log(String(new Error('m')), String(new TypeError())); // expect: Error: m TypeError
  class Named {
    toString() {
      return 'named';
    }
  }
  console.log(String(new Named()), `${new Named()}`, new Named() + ''); // expect: named named named
}
