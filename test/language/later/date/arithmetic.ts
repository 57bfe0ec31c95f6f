// needs: date
// Setting parts carries over.
export function main() {
  const d = new Date(Date.UTC(2023, 11, 31));
  d.setUTCDate(32);
  console.log(d.toISOString()); // expect: 2024-01-01T00:00:00.000Z
  d.setUTCMonth(13);
  console.log(
    d.toISOString(),
    (new Date(Date.UTC(2024, 2, 1)) as any) - (new Date(Date.UTC(2024, 1, 1)) as any),
  ); // expect: 2025-02-01T00:00:00.000Z 2505600000
  d.setUTCHours(25, 61);
  console.log(d.toISOString(), Date.UTC(99, 0) === Date.UTC(1999, 0)); // expect: 2025-02-02T02:01:00.000Z true
}
