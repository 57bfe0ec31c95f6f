// needs: typed-arrays
// Views on one buffer, and DataView with byte order.
export function main() {
  const buffer = new ArrayBuffer(8);
  const u8 = new Uint8Array(buffer);
  const u32 = new Uint32Array(buffer, 4, 1);
  const view = new DataView(buffer);
  view.setUint16(0, 0x1234);
  view.setUint16(2, 0x1234, true);
  u32[0] = 0x01020304;
  console.log(
    u8.join(),
    view.getInt32(4, true),
    u8.subarray(4).join(),
    u8.slice(0, 2).join(),
    buffer.byteLength,
  ); // expect: 18,52,52,18,4,3,2,1 16909060 4,3,2,1 18,52 8
  try {
    view.getInt8(8);
  } catch (error) {
    console.log((error as Error).name); // expect: RangeError
  }
}
