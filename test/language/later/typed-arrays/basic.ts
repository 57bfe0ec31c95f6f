// needs: typed-arrays
// Typed arrays convert what is stored.
export function main() {
  const u8 = new Uint8Array([1, 256, -1, 3.7]);
  const c8 = new Uint8ClampedArray([300, -5, 1.5, 2.5]);
  const f32 = new Float32Array([0.1]);
  const i16 = Int16Array.from([40000, -40000]);
  console.log(u8.join(), c8.join(), f32[0], i16.join(), u8.length, u8[9], u8.BYTES_PER_ELEMENT); // expect: 1,0,255,3 255,0,2,2 0.10000000149011612 -25536,25536 4 undefined 1
  u8[0] = 'x' as any;
  u8[10] = 5;
  console.log(u8.join(), 10 in u8); // expect: 0,0,255,3 false
}
