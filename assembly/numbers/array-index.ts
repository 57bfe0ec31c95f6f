/** Array indices written as property keys. */
import { codeUnitAt } from './characters';

export const NOT_AN_ARRAY_INDEX: u32 = 0xffffffff;

/**
 * The array index that a property key spells canonically ("0" … "4294967294": no sign, no leading zero),
 * or NOT_AN_ARRAY_INDEX. Constant work: ten code units at most.
 */
export function arrayIndexOfString(ptr: usize, length: i32, is16Bit: i32): u32 {
  if (length == 0 || length > 10) return NOT_AN_ARRAY_INDEX;
  const first = codeUnitAt(ptr, 0, is16Bit) - 48;
  if (first > 9 || (first == 0 && length > 1)) return NOT_AN_ARRAY_INDEX;
  let value: u64 = first;
  for (let index = 1; index < length; index++) {
    const digit = codeUnitAt(ptr, index, is16Bit) - 48;
    if (digit > 9) return NOT_AN_ARRAY_INDEX;
    value = value * 10 + digit;
  }
  return value < 0xffffffff ? <u32>value : NOT_AN_ARRAY_INDEX;
}
