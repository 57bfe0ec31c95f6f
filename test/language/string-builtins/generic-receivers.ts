// @check: off
// String methods convert their receiver, but not null and undefined.
export function main() {
  const S = String.prototype;
  console.log(
    S.toUpperCase.call(true),
    S.slice.call(12345, 1, 3),
    S.trim.call({ toString: () => ' x ' }),
    S.repeat.call([1, 2], 2),
  );
  for (const v of [null, undefined]) {
    try {
      S.trim.call(v);
    } catch (error) {
      console.log(error.name);
    }
  }
  try {
    S.valueOf.call({});
  } catch (error) {
    console.log(error.name);
  }
  // expect: TRUE 23 x 1,21,2
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
