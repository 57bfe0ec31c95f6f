// toString joins, or says what the object is.
export function main() {
  console.log(
    [1, [2, 3]].toString(),
    Array.prototype.toString.call({ join: () => 'own join' }),
    Array.prototype.toString.call({}),
  ); // expect: 1,2,3 own join [object Object]
}
