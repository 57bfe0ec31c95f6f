// Functions whose results are exact.
export function main() {
  console.log(
    Math.abs(-5.5),
    Math.sign(-3),
    Math.sign(0),
    Math.sqrt(2),
    Math.sqrt(-1),
    Math.sqrt(144),
    Math.abs(-0),
    Math.sign('x' as any),
  ); // expect: 5.5 -1 0 1.4142135623730951 NaN 12 0 NaN
  console.log(
    Math.fround(5.5),
    Math.fround(5.05),
    Math.fround(1e40),
    Math.clz32(1),
    Math.clz32(0),
    Math.clz32(-1),
    Math.clz32(0.5),
  ); // expect: 5.5 5.050000190734863 Infinity 31 32 0 32
  console.log(
    Math.imul(3, 4),
    Math.imul(-5, 12),
    Math.imul(0xffffffff, 5),
    Math.imul(2 ** 31, 2),
    Math.imul(65536, 65536),
  ); // expect: 12 -60 -5 0 0
  console.log(
    Math.hypot(3, 4),
    Math.hypot(),
    Math.hypot(-3),
    Math.hypot(NaN, Infinity),
    Math.cbrt(27),
    Math.cbrt(-8),
  ); // expect: 5 0 3 Infinity 3 -2
}
