// Text from units and from code points.
export function main() {
  console.log(
    String.fromCharCode(72, 105, 0x10041, 65.9),
    String.fromCodePoint(0x1f600, 97),
    String.fromCharCode() === '',
  );
  console.log(String.fromCharCode(0xd83d, 0xde00) === '😀', String.fromCodePoint().length);
  for (const bad of [-1, 1.5, 0x110000, NaN]) {
    try {
      String.fromCodePoint(bad);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect json: "HiAA \ud83d\ude00a true"
  // expect: true 0
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
}
