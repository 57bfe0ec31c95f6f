// @check: off
// Nothing of the host can be reached from a guest.
export function main() {
  console.log(
    [
      'process',
      'require',
      'module',
      'Buffer',
      'window',
      'document',
      'fetch',
      'XMLHttpRequest',
      'global',
    ]
      .map((n) => typeof globalThis[n])
      .join(),
  ); // expect: undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined
  console.log(typeof this, typeof __dirname, typeof __filename); // expect: undefined undefined undefined
}
