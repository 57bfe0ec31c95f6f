/**
 * The order of ASCII text in the root locale (CLDR): first by letters without regard to case, digits before letters, punctuation and
 * symbols before digits; then lower case before upper. Control characters do not count.
 */
import { characters, stringLength } from './flat-strings';

/** Place of each character, 0 = does not count; both cases of a letter share one. */
const PLACES: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6,
  12, 16, 28, 38, 29, 27, 15, 17, 18, 24, 32, 9, 8, 14, 25, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48,
  11, 10, 33, 34, 35, 13, 23, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65,
  66, 67, 68, 69, 70, 71, 72, 73, 74, 19, 26, 20, 31, 7, 30, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,
  59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 21, 36, 22, 37, 0,
]);

// @ts-ignore: decorator
@inline
function placeAt(address: u32): u32 {
  return load<u8>(PLACES + <usize>load<u8>(address));
}

/** -1, 0 or 1 for two flat strings of ASCII characters. */
export function compareAscii(flatA: u32, flatB: u32): i32 {
  let a = characters(flatA);
  let b = characters(flatB);
  const endA = a + stringLength(flatA);
  const endB = b + stringLength(flatB);
  // The first pair of letters of different case, which decides when nothing else does.
  let byCase = 0;
  while (true) {
    while (a < endA && placeAt(a) == 0) a++;
    while (b < endB && placeAt(b) == 0) b++;
    if (a == endA || b == endB) break;
    const placeA = placeAt(a);
    const placeB = placeAt(b);
    if (placeA != placeB) return placeA < placeB ? -1 : 1;
    // Of the two cases the greater code is the lower.
    if (byCase == 0) byCase = <i32>(load<u8>(a) < load<u8>(b)) - <i32>(load<u8>(a) > load<u8>(b));
    a++;
    b++;
  }
  if (a < endA) return 1;
  return b < endB ? -1 : byCase;
}
