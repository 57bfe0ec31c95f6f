import { expect, test } from 'vitest';
import { MESSAGE_HEADER, Tag } from '../../assembly/marshal/format';
import { decodeMessage } from '../../src/marshal/decode';
import { encodeMessage } from '../../src/marshal/encode';
import { DEFAULT_MESSAGE_LIMITS as limits } from '../../src/marshal/limits';
import { MarshalError } from '../../src/vm/errors';
import { randomStream, randomValue } from './random-value';

const message = (values: number, ...body: number[]) =>
  new Uint8Array([1, 0, 0, 0, values & 255, (values >> 8) & 255, (values >> 16) & 255, 0, ...body]);

test.each([
  ['nothing', new Uint8Array(0)],
  ['no value', message(1)],
  ['an unknown tag', message(1, Tag.COUNT)],
  ['an array longer than its bytes', message(9, Tag.ARRAY, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ['a length without end', message(9, Tag.ARRAY, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ['a length above 32 bits', message(9, Tag.STRING, 0xff, 0xff, 0xff, 0xff, 0x1f)],
  ['a text longer than its bytes', message(1, Tag.STRING, 20, 65)],
  ['a wide text longer than its bytes', message(1, Tag.STRING, 5, 65, 0, 65)],
  ['more values than it says', message(1, Tag.ARRAY, 1, Tag.NULL)],
  ['bytes left over', message(1, Tag.NULL, Tag.NULL)],
  ['a reference to nothing', message(1, Tag.REFERENCE, 0)],
  ['a reference ahead', message(2, Tag.ARRAY, 1, Tag.REFERENCE, 1)],
  ['a shape that is not there', message(1, Tag.RECORD, 0)],
  ['a hole at the top', message(1, Tag.HOLE)],
  ['a hole in a record', message(2, Tag.SHAPE, 1, 2, 97, Tag.HOLE)],
  ['a hole in a map', message(3, Tag.MAP, 1, Tag.HOLE, Tag.NULL)],
  ['a map longer than its bytes', message(3, Tag.MAP, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ['more keys than bytes', message(3, Tag.SHAPE, 0xff, 0xff, 0xff, 0x7f)],
  ['a big integer longer than its bytes', message(1, Tag.BIGINT, 100, 1)],
  ['a foreign object', message(1, Tag.FOREIGN, 0)],
  ['a double cut short', message(1, Tag.FLOAT64, 1, 2, 3)],
])('%s', (_what, bytes) => {
  expect(() => decodeMessage(bytes, limits)).toThrow(MarshalError);
});

test('limits are judged from the header alone', () => {
  const big = message(1, Tag.NULL);
  new DataView(big.buffer).setUint32(4, 1_000_001, true);
  expect(() => decodeMessage(big, limits)).toThrow(/maxMessageValues/);
  expect(() => decodeMessage(new Uint8Array(limits.maxMessageBytes + 1), limits)).toThrow(
    /maxMessageBytes/,
  );
});

test('damaged messages give a value or a MarshalError, never anything else', () => {
  const random = randomStream(7);
  let whole = 0;
  let refused = 0;
  for (let seed = 1; seed <= 20_000; seed++) {
    const bytes = encodeMessage(randomValue(seed % 500), limits, 'value').slice();
    for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips--) {
      const at = MESSAGE_HEADER + Math.floor(random() * (bytes.length - MESSAGE_HEADER));
      if (random() < 0.5) bytes[at]! ^= 1 << Math.floor(random() * 8);
      else bytes[at] = Math.floor(random() * 256);
    }
    const cut = random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    try {
      decodeMessage(cut, limits);
      whole++;
    } catch (error) {
      if (!(error instanceof MarshalError)) throw error;
      refused++;
    }
  }
  // The mutations really do both.
  expect(whole).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
  expect(({} as any).polluted).toBeUndefined();
});
