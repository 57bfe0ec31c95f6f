/**
 * CRC-32 (ISO-HDLC, the one of zip and PNG) against accidents, and SHA-256 (FIPS 180-4) to name programs. Both are
 * here because they must be synchronous in browsers too, where only asynchronous digests are built in.
 */
const crcTable = new Uint32Array(256).map((_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  }
  return remainder;
});

/** The CRC-32 of the bytes; `previous` is that of bytes before them. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  for (let index = 0; index < bytes.length; index++) {
    crc = crcTable[(crc ^ bytes[index]) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

/** The first 32 bits of the fractional parts of the `root`-th roots of the first primes. */
function fractionsOfRoots(count: number, root: number): Int32Array {
  const fractions = new Int32Array(count);
  let candidate = 2;
  for (let found = 0; found < count; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) prime = false;
    }
    if (!prime) continue;
    // 32 bits of the fraction and at most 5 of the integer part: a double holds them.
    const value = root === 2 ? Math.sqrt(candidate) : Math.cbrt(candidate);
    fractions[found++] = Math.floor((value - Math.floor(value)) * 2 ** 32);
  }
  return fractions;
}

const initialState = fractionsOfRoots(8, 2);
const roundConstants = fractionsOfRoots(64, 3);

const rotate = (value: number, bits: number): number => (value >>> bits) | (value << (32 - bits));

/** The SHA-256 of the bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = initialState.slice();
  const schedule = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let index = 0; index < 16; index++) schedule[index] = view.getInt32(block + 4 * index);
    compress(state, schedule);
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(state: Int32Array, w: Int32Array): void {
  for (let index = 16; index < 64; index++) {
    const a = w[index - 15];
    const b = w[index - 2];
    const sigma0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const sigma1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    w[index] = w[index - 16] + sigma0 + w[index - 7] + sigma1;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + roundConstants[index] + w[index]) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] += word;
}
