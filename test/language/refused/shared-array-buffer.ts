// @check: off
// SharedArrayBuffer is out.
// expect compile error: SharedArrayBuffer
export function main() {
  console.log(new SharedArrayBuffer(8).byteLength);
}
