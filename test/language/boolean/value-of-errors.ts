// @check: off
// Boolean methods demand a boolean as this.
export function main() {
  for (const f of ['toString', 'valueOf']) {
    try {
      Boolean.prototype[f].call(1);
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(
    Boolean.prototype.toString.call(new Boolean(true)),
    Boolean.prototype.valueOf(),
    new Boolean(false) ? 'object' : 'value',
  );
  // expect: TypeError
  // expect: TypeError
  // expect: true false object
}
