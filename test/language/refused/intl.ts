// @check: off
// Intl is out.
// expect compile error: Intl
export function main() {
  console.log(new Intl.NumberFormat('de').format(1234.5));
}
