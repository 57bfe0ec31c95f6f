/** Character classes that the number grammars of ECMA-262 need, on latin1 or UTF-16 code units. */

/** The code unit at `index`. */
// @ts-ignore: decorator
@inline
export function codeUnitAt(ptr: usize, index: i32, is16Bit: i32): u32 {
  return is16Bit ? <u32>load<u16>(ptr + ((<usize>index) << 1)) : <u32>load<u8>(ptr + <usize>index);
}

/** WhiteSpace or LineTerminator (ECMA-262 §12.2, §12.3): what String.prototype.trim removes. */
export function isWhiteSpace(unit: u32): bool {
  if (unit < 0x80) return unit == 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit == 0xa0 || unit == 0xfeff) return true;
  if (unit < 0x1680) return false;
  return (
    unit == 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit == 0x2028 ||
    unit == 0x2029 ||
    unit == 0x202f ||
    unit == 0x205f ||
    unit == 0x3000
  );
}

/** The first index in [start, end) that is not white space, or end. */
export function skipWhiteSpace(ptr: usize, start: i32, end: i32, is16Bit: i32): i32 {
  while (start < end && isWhiteSpace(codeUnitAt(ptr, start, is16Bit))) start++;
  return start;
}

/** The value of a digit or latin letter as a digit of a radix up to 36; 99 for anything else. */
export function digitOf(unit: u32): u32 {
  const decimal = unit - 48;
  if (decimal < 10) return decimal;
  const letter = (unit | 0x20) - 97;
  return letter < 26 ? letter + 10 : 99;
}
