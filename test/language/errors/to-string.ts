// @check: off
// The text of an error is its name and its message.
export function main() {
  console.log(
    String(new Error()),
    String(new Error('m')),
    `${new TypeError('t')}`,
    new RangeError('') + '',
  ); // expect: Error Error: m TypeError: t RangeError
  const e = new Error('m');
  e.name = 'Custom';
  console.log(String(e)); // expect: Custom: m
  e.name = '';
  console.log(String(e)); // expect: m
  e.name = undefined;
  e.message = undefined;
  console.log(String(e)); // expect: Error
  console.log(
    Error.prototype.toString.call({ name: 'N', message: 'M' }),
    Error.prototype.toString.call({}),
  ); // expect: N: M Error
  try {
    Error.prototype.toString.call(5);
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
