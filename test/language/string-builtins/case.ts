// Upper and lower case, with special letters.
export function main() {
  console.log(
    'Hello Wörld'.toUpperCase(),
    'HELLO ÀÉ'.toLowerCase(),
    'straße'.toUpperCase(),
    'ÿ'.toUpperCase(),
  ); // expect: HELLO WÖRLD hello àé STRASSE Ÿ
  console.log(
    'ΑΣ'.toLowerCase(),
    'дом'.toUpperCase(),
    'ﬁ'.toUpperCase(),
    'µ'.toUpperCase(),
    '123!'.toUpperCase(),
  ); // expect: ας ДОМ FI Μ 123!
  console.log('abc'.toLocaleUpperCase(), 'ABC'.toLocaleLowerCase()); // expect: ABC abc
}
