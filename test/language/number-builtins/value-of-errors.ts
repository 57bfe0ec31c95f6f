// @check: off
// The methods of Number demand a number as this.
export function main() {
  for (const f of ['toString', 'toFixed', 'valueOf', 'toPrecision', 'toExponential']) {
    try {
      Number.prototype[f].call('1');
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(Number.prototype.toFixed.call(new Number(1.5), 1), Number.prototype.valueOf() + 1);
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 1.5 1
}
