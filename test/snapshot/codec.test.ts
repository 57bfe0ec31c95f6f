import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, checksum, compress, decompress } from '../../src/snapshot/codec';
import { nodeDeflate, portableDeflate } from '../../src/snapshot/deflate';
import { VmError } from '../../src/vm/errors';
import { randomNumbers } from '../bytecode/mutants';

const MUTANTS = 12_000;

const ways = { 'in Node': nodeDeflate!, elsewhere: portableDeflate };
const pairs = Object.entries(ways).flatMap(([writer, by]) =>
  Object.entries(ways).map(([reader, other]) => ({ writer, reader, by, other })),
);

/** Bytes like those of a heap: words that are mostly zero, much of it again and again. */
function heapLike(length: number, seed: number): Uint8Array {
  const random = randomNumbers(seed);
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let index = 0; index < words.length; index++) {
    if (random() < 0.5) words[index] = random() * 2 ** (32 * random());
    else if (index > 8) words[index] = words[index - 8];
  }
  return new Uint8Array(words.buffer, 0, length);
}

const samples: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  'one byte': Uint8Array.of(7),
  zeros: new Uint8Array(3 * BLOCK_BYTES),
  noise: new Uint8Array(randomBytes(BLOCK_BYTES + 1000)),
  'less than a block': heapLike(BLOCK_BYTES - 1, 1),
  'one block': heapLike(BLOCK_BYTES, 2),
  'a byte more': heapLike(BLOCK_BYTES + 1, 3),
  'many blocks': heapLike(10 * BLOCK_BYTES + 77, 4),
  'a part of a buffer': heapLike(5000, 5).subarray(13, 4321),
};

/** Blocks with their lengths before them. */
function framed(...blocks: Uint8Array[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      blocks.flatMap((block) => [new Uint8Array(Uint32Array.of(block.length).buffer), block]),
    ),
  );
}

/** The bytes, or undefined when they were refused as they should be. */
function attempt(bytes: Uint8Array, length: number, by = ways['in Node']): Uint8Array | undefined {
  try {
    return decompress(bytes, length, by);
  } catch (error) {
    if (error instanceof VmError && error.code === 'BAD_SNAPSHOT') return undefined;
    throw new Error('damaged bytes ended in another error', { cause: error });
  }
}

describe.each(pairs)('written $writer, read $reader', ({ by, other }) => {
  it.each(Object.entries(samples))('gives back %s', (_name, bytes) => {
    const unpacked = decompress(compress(bytes, by), bytes.length, other);
    expect(Buffer.compare(unpacked, bytes)).toBe(0);
    // What is given out hangs on nothing larger.
    expect(unpacked.buffer.byteLength).toBe(bytes.length);
  });
});

describe.each(Object.entries(ways))('compression %s', (_place, by) => {
  it('is worth it, and costs four bytes a block where it is not', () => {
    expect(compress(samples.zeros, by).length).toBeLessThan(samples.zeros.length / 200);
    expect(compress(samples['many blocks'], by).length).toBeLessThan(8 * BLOCK_BYTES);
    expect(compress(samples.noise, by).length).toBe(samples.noise.length + 8);
  });

  it('refuses another length', () => {
    const bytes = samples['a byte more'];
    const packed = compress(bytes, by);
    for (const length of [0, 1, BLOCK_BYTES, bytes.length - 1, bytes.length + 1, 2 ** 31]) {
      expect([length, attempt(packed, length, by)]).toEqual([length, undefined]);
    }
    expect(attempt(new Uint8Array(0), 1, by)).toBeUndefined();
  });

  it('refuses blocks that hold too little, too much, nothing or something else', () => {
    const deflated = (length: number) => deflateRawSync(new Uint8Array(length));
    const good = framed(deflated(BLOCK_BYTES), deflated(100));
    expect(attempt(good, BLOCK_BYTES + 100, by)).toHaveLength(BLOCK_BYTES + 100);
    for (const bad of [
      framed(deflated(BLOCK_BYTES - 1), deflated(100)),
      framed(deflated(BLOCK_BYTES + 1), deflated(100)),
      framed(deflated(BLOCK_BYTES), deflated(100), deflated(1)),
      framed(deflated(BLOCK_BYTES), new Uint8Array(0)),
      framed(deflated(BLOCK_BYTES), deflated(100).subarray(0, -1)),
      framed(deflated(BLOCK_BYTES), Uint8Array.of(7)),
      framed(deflated(BLOCK_BYTES), new Uint8Array(101)),
      framed(deflated(BLOCK_BYTES)),
      good.subarray(0, -1),
      good.subarray(0, 3),
    ]) {
      expect(attempt(bad, BLOCK_BYTES + 100, by)).toBeUndefined();
    }
  });

  it('gives no more than was asked for, however much a block holds', () => {
    const bomb = deflateRawSync(new Uint8Array(60 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(BLOCK_BYTES);
    expect(attempt(framed(bomb, bomb), 2 * BLOCK_BYTES, by)).toBeUndefined();
  });

  it(`refuses ${MUTANTS} mutants or gives other bytes of the same length`, () => {
    const random = randomNumbers(20_260_101);
    const below = (limit: number) => Math.floor(random() * limit);
    const plain = heapLike(3000, 6);
    // Stored, with fixed codes, with dynamic codes; one block and two.
    const bodies = [
      compress(plain, by),
      compress(plain.subarray(0, 40), by),
      framed(deflateRawSync(plain.subarray(0, 2000), { level: 0 })),
      framed(deflateRawSync(new Uint8Array(BLOCK_BYTES)), deflateRawSync(plain.subarray(0, 500))),
    ];
    const lengths = [3000, 40, 2000, BLOCK_BYTES + 500];
    let refused = 0;
    for (let turn = 0; turn < MUTANTS; turn++) {
      const which = turn % bodies.length;
      let mutant = bodies[which].slice();
      for (let changes = 1 + below(4); changes > 0; changes--) {
        const kind = below(5);
        const at = below(mutant.length);
        if (kind === 0) mutant = mutant.slice(0, 1 + at);
        else if (kind === 1) mutant.copyWithin(at, below(mutant.length), below(mutant.length));
        else if (kind === 2) mutant[at] = below(256);
        else mutant[at] ^= 1 << below(8);
      }
      const unpacked = attempt(mutant, lengths[which], by);
      if (unpacked === undefined) refused++;
      else expect(unpacked.length).toBe(lengths[which]);
    }
    // A test in which nothing passes would show little.
    expect(refused).toBeGreaterThan(MUTANTS / 4);
    expect(refused).toBeLessThan(MUTANTS);
  });
});

it('computes CRC-32', () => {
  expect(checksum(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
