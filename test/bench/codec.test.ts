/** The LZ4 helper, a rival of the bench: it must be right for its speed to mean anything. */
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CodecHelper, checksums, compressions, loadHelper } from '../../bench/codec/ways';
import { randomNumbers } from '../bytecode/mutants';

let helper: CodecHelper;
beforeAll(async () => {
  helper = await loadHelper();
});

const text = new TextEncoder().encode(
  'the quick brown fox and the lazy dog, the quick brown dog. '.repeat(40),
);
const noise = new Uint8Array(randomBytes(70_000));
const samples: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  text,
  noise,
  'one byte': Uint8Array.of(7),
  'one byte, many times': new Uint8Array(5_000).fill(0xab),
  'words that repeat': new Uint8Array(Uint32Array.from({ length: 9_000 }, (_, i) => i >> 3).buffer),
  'a match that is too far away': Uint8Array.from([...noise, ...noise.subarray(0, 100)]),
};

/** Of those that the helper is given. */
const twoBlocks = new Uint8Array(1_200_000).map((_, index) => index >> 4);

/** What the reference implementation, lz4 1.9.4 at level 9, makes of the text. */
const FOREIGN =
  '8Al0aGUgcXVpY2sgYnJvd24gZm94IGFuZCAYAKxsYXp5IGRvZywgJgBfZG9nLiA7AP//////////7VBkb2cuIA==';

/** A block unpacked as the format's description says, with what it says of a block's end. */
function unpack(block: Uint8Array): number[] {
  const output: number[] = [];
  let at = 0;
  const rest = (count: number): number => {
    let sum = count;
    for (let more = 255; count === 15 && more === 255; sum += more) more = block[at++];
    return sum;
  };
  let lastMatch = Number.NEGATIVE_INFINITY;
  for (;;) {
    const token = block[at++];
    const literals = rest(token >> 4);
    output.push(...block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) {
      if (lastMatch > 0) expect(literals).toBeGreaterThanOrEqual(5);
      expect(output.length - lastMatch).toBeGreaterThanOrEqual(12);
      return output;
    }
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    lastMatch = output.length;
    for (let left = rest(token & 15) + 4; left > 0; left--) output.push(output.at(-distance)!);
  }
}

describe('the LZ4 helper', () => {
  it.each(Object.entries(samples))('gives back %s', (_name, bytes) => {
    const block = helper.compress(bytes);
    expect(Buffer.compare(helper.decompress(block, bytes.length), bytes)).toBe(0);
    expect(Buffer.compare(Uint8Array.from(unpack(block)), bytes)).toBe(0);
  });

  it('reads what another compressor wrote', () => {
    expect(helper.decompress(Buffer.from(FOREIGN, 'base64'), text.length)).toEqual(text);
  });

  it('refuses damaged blocks or gives other bytes', () => {
    const random = randomNumbers(1);
    const block = helper.compress(text.subarray(0, 600));
    let refused = 0;
    for (let turn = 0; turn < 2_000; turn++) {
      const damaged = block.slice(0, 1 + Math.floor(random() * block.length));
      for (let flips = 0; flips < 3; flips++) {
        damaged[Math.floor(random() * damaged.length)] ^= 1 << (random() * 8);
      }
      try {
        expect(helper.decompress(damaged, 600)).toHaveLength(600);
      } catch (error) {
        expect(String(error)).toContain('the block is damaged');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1_000);
    expect(() => helper.decompress(block, 599)).toThrow('the block is damaged');
    expect(() => helper.decompress(block, 601)).toThrow('the block is damaged');
  });

  it('computes xxHash32', () => {
    const hashes = ['', 'a', 'abc', 'Nobody inspects the spammish repetition'];
    expect(hashes.map((word) => helper.checksum(new TextEncoder().encode(word)) >>> 0)).toEqual([
      0x02cc5d05, 0x550d7456, 0x32d153ff, 0xe2293b2f,
    ]);
  });
});

it('every way of the bench gives back what it was given', () => {
  for (const { name, compress, decompress } of compressions(helper)) {
    for (const bytes of [text, twoBlocks]) {
      const unpacked = decompress(compress(bytes), bytes.length);
      expect([name, Buffer.compare(unpacked, bytes)]).toEqual([name, 0]);
    }
  }
  expect(checksums(helper).map(({ of }) => of(text))).toHaveLength(5);
});
