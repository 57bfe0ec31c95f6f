/**
 * Text between JavaScript strings and bytes: one byte per unit (latin1), or two, little-endian.
 * Exact for every string, lone surrogates and U+FEFF included; that is why no UTF-8 or UTF-16 decoder of the platform is used.
 * Short strings go through loops, long ones through Buffer where there is one: measured in docs/design/messages.md.
 */

interface NativeText {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): number;
  ucs2Write(this: Uint8Array, text: string, offset: number, length: number): number;
}

/** Strings up to this length are written and read by loops. */
const LOOP_UNITS = 24;
/** Arguments of one fromCharCode call. */
const APPLY_UNITS = 4096;

const native = nativeText();
const { fromCharCode } = String;

/** Buffer's own methods, when they are there and do what is expected of them on plain byte arrays. */
function nativeText(): NativeText | undefined {
  try {
    const methods = (globalThis as { Buffer?: { prototype: NativeText } }).Buffer?.prototype;
    if (methods === undefined) return undefined;
    const bytes = new Uint8Array(8);
    methods.latin1Write.call(bytes, '\x80é', 1, 2);
    methods.ucs2Write.call(bytes, '\ufeff\ud800', 4, 4);
    const good =
      methods.latin1Slice.call(bytes, 1, 3) === '\x80é' &&
      methods.ucs2Slice.call(bytes, 4, 8) === '\ufeff\ud800';
    return good ? methods : undefined;
  } catch {
    return undefined;
  }
}

/** Reads `length` units of one byte each. The range must lie inside `bytes`. */
export function readLatin1(bytes: Uint8Array, start: number, length: number): string {
  if (length <= LOOP_UNITS) {
    let text = '';
    let at = start;
    const end = start + length;
    for (; at + 4 <= end; at += 4) {
      text += fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!);
    }
    for (; at < end; at++) text += fromCharCode(bytes[at]!);
    return text;
  }
  if (native !== undefined) return native.latin1Slice.call(bytes, start, start + length);
  let text = '';
  for (let at = start, end = start + length; at < end; at += APPLY_UNITS) {
    text += fromCharCode.apply(null, bytes.subarray(at, Math.min(at + APPLY_UNITS, end)) as never);
  }
  return text;
}

/** Reads `length` units of two bytes each. The range must lie inside `bytes`. */
export function readUtf16(bytes: Uint8Array, start: number, length: number): string {
  if (native !== undefined && length > LOOP_UNITS) {
    return native.ucs2Slice.call(bytes, start, start + 2 * length);
  }
  let text = '';
  const units: number[] = [];
  for (let at = start, end = start + 2 * length; at < end; at += 2) {
    units.push(bytes[at]! | (bytes[at + 1]! << 8));
    if (units.length === APPLY_UNITS) text += fromCharCode.apply(null, units.splice(0));
  }
  return text + fromCharCode.apply(null, units);
}

/**
 * Writes the string one byte per unit; false, with the bytes undefined, when a unit needs two.
 * There must be room for `text.length` bytes.
 */
export function writeLatin1(bytes: Uint8Array, at: number, text: string): boolean {
  const { length } = text;
  if (native === undefined || length <= LOOP_UNITS) {
    let all = 0;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      all |= unit;
      bytes[at + index] = unit;
    }
    return all < 256;
  }
  if (isWide(text)) return false;
  native.latin1Write.call(bytes, text, at, length);
  return true;
}

/** Does any unit need two bytes? */
function isWide(text: string): boolean {
  return /[^\0-\xff]/.test(text);
}

/** Writes the string two bytes per unit. There must be room for `2 * text.length` bytes. */
export function writeUtf16(bytes: Uint8Array, at: number, text: string): void {
  const { length } = text;
  if (native !== undefined && length > LOOP_UNITS) {
    native.ucs2Write.call(bytes, text, at, 2 * length);
    return;
  }
  for (let index = 0, to = at; index < length; index++, to += 2) {
    const unit = text.charCodeAt(index);
    bytes[to] = unit;
    bytes[to + 1] = unit >>> 8;
  }
}
