// needs: symbols
// @check: off
// hasInstance, toStringTag, isConcatSpreadable and species.
export function main() {
  const Even = { [Symbol.hasInstance]: (n) => n % 2 === 0 };
  console.log(
    2 instanceof Even,
    3 instanceof Even,
    String({ [Symbol.toStringTag]: 'Tagged' }),
    Object.prototype.toString.call(
      new (class {
        get [Symbol.toStringTag]() {
          return 'T';
        }
      })(),
    ),
  ); // expect: true false [object Tagged] [object T]
  console.log(
    [1].concat({ length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true }).join(),
    Math[Symbol.toStringTag],
    new Map()[Symbol.toStringTag],
  ); // expect: 1,a,b Math Map
  const spread = [3];
  spread[Symbol.isConcatSpreadable] = false;
  console.log([1].concat(spread).length); // expect: 2
}
