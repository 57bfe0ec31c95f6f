// @check: off
// A length that is no integer of 32 bits is a RangeError.
export function main() {
  for (const n of [-1, 1.5, NaN, 4294967296, 'x', undefined]) {
    try {
      const a = [1];
      a.length = n;
      console.log('set');
    } catch (error) {
      console.log(error.name);
    }
  }
  const b = [1, 2, 3];
  b.length = '2';
  console.log(b.length, b.join());
  try {
    new Array(-1);
  } catch (error) {
    console.log(error.name);
  }
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: 2 1,2
  // expect: RangeError
}
