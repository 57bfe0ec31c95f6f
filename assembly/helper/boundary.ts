/**
 * Takes values of each kind that crosses a boundary and gives them back. What it measures is the
 * crossing: the host's side is bound by as-bind (see README.md).
 */

let text: string = '';
let bytes: Uint8Array = new Uint8Array(0);
let numbers: Array<f64> = [];
let words: Array<string> = [];

/** Keeps a text; the number of its UTF-16 units. */
export function takeText(value: string): i32 {
  text = value;
  return value.length;
}

export function giveText(): string {
  return text;
}

/** Keeps bytes; their number. */
export function takeBytes(value: Uint8Array): i32 {
  bytes = value;
  return value.length;
}

export function giveBytes(): Uint8Array {
  return bytes;
}

/** Keeps numbers; how many they are. */
export function takeNumbers(value: Array<f64>): i32 {
  numbers = value;
  return value.length;
}

export function giveNumbers(): Array<f64> {
  return numbers;
}

/** Keeps words; how many UTF-16 units they have together. */
export function takeWords(value: Array<string>): i32 {
  words = value;
  let units = 0;
  for (let i = 0; i < value.length; i++) units += value[i].length;
  return units;
}

export function giveWords(): Array<string> {
  return words;
}
