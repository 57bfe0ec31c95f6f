// Comparison goes by code units, not by code points.
export function main() {
  const a = '\u{1F600}';
  const b = '\uffff';
  console.log(
    a < b,
    a.codePointAt(0)! > b.codePointAt(0)!,
    ['b', 'a', 'B', 'ä', '😀', '1'].sort().join(''),
  ); // expect json: "true true 1Bab\u00e4\ud83d\ude00"
}
