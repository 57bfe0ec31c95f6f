// needs: date
// Dates from parts and text, in universal time.
export function main() {
  const d = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250));
  console.log(
    d.toISOString(),
    d.getTime(),
    d.getUTCDay(),
    JSON.stringify(d),
    d.valueOf() === +d,
    new Date(0).toISOString(),
  ); // expect: 2024-02-29T12:30:15.250Z 1709209815250 4 "2024-02-29T12:30:15.250Z" true 1970-01-01T00:00:00.000Z
  console.log(
    Date.parse('2024-02-29T12:30:15.250Z') === d.getTime(),
    new Date('x').getTime(),
    new Date(8.64e15 + 1).getTime(),
    typeof Date.now(),
  ); // expect: true NaN NaN number
  try {
    new Date(NaN).toISOString();
  } catch (error) {
    console.log((error as Error).name); // expect: RangeError
  }
}
