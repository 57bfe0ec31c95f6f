/** What is sent across the boundary: kinds that as-bind knows too. */

export interface BoundaryValue {
  readonly name: string;
  /** The helper module's functions are `take…` and `give…` with this ending. */
  readonly helper: string;
  readonly value: string | number[] | string[] | Uint8Array;
  /** Crossings in one measurement. */
  readonly crossings: number;
}

const sentence = 'The quick brown fox jumps over the lazy dog. ';

export const boundaryValues: readonly BoundaryValue[] = [
  {
    name: 'a text of 20 characters',
    helper: 'Text',
    value: sentence.slice(0, 20),
    crossings: 2000,
  },
  { name: 'a text of 10 KB', helper: 'Text', value: sentence.repeat(228), crossings: 200 },
  {
    name: 'a text of 10,000 units beyond Latin-1',
    helper: 'Text',
    value: 'Ω≈ç√∫˜µ '.repeat(1250),
    crossings: 200,
  },
  {
    name: '1,000 numbers',
    helper: 'Numbers',
    value: Array.from({ length: 1000 }, (_, i) => i / 8 - 60),
    crossings: 200,
  },
  {
    name: '1,000 words',
    helper: 'Words',
    value: Array.from({ length: 1000 }, (_, i) => `word number ${i}`),
    crossings: 50,
  },
  {
    name: '64 KB of bytes',
    helper: 'Bytes',
    value: Uint8Array.from({ length: 65536 }, (_, i) => (i * 31) & 255),
    crossings: 200,
  },
];
