import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../src/bytecode/bytes';
import { instructions } from '../../src/bytecode/instructions';
import { normaliseModuleName, resolveSpecifier } from '../../src/bytecode/module-names';
import * as strings from '../../src/bytecode/strings';

describe('strings', () => {
  it('hashes strings by FNV-1a over 16-bit units', () => {
    expect(strings.hashOfString('')).toBe(0x811c9dc5);
    expect(strings.hashOfString('a')).toBe(0xe40c292c);
    expect(strings.hashOfString('foobar')).toBe(0xbf9cf968);
    expect(strings.hashOfString('日')).not.toBe(strings.hashOfString('本'));
  });
});

describe('bytes', () => {
  it('writes and reads numbers', () => {
    const unsigned = [0, 1, 127, 128, 16383, 16384, 2 ** 21, 2 ** 28, 2 ** 31, 2 ** 32 - 1];
    const signed = [0, -1, 1, 63, -64, 2 ** 31 - 1, -(2 ** 31)];
    const numbers = [0, -0, 1.5, Number.NaN, Number.MAX_VALUE, -Infinity];
    const texts = ['', 'latin é', '日本', '\ud800', 'x'.repeat(10_000), '\u{1f600}'.repeat(5000)];
    const out = new ByteWriter();
    for (const value of unsigned) out.varint(value);
    for (const value of signed) out.signed(value);
    for (const value of numbers) out.number(value);
    for (const text of texts) out.string(text);
    const input = new ByteReader(out.finish());
    expect(unsigned.map(() => input.varint())).toEqual(unsigned);
    expect(signed.map(() => input.signed())).toEqual(signed);
    expect(numbers.map(() => input.number())).toEqual(numbers);
    expect(texts.map(() => input.string())).toEqual(texts);
    expect(input.remaining).toBe(0);
  });

  const refused: [string, number[], (input: ByteReader) => unknown][] = [
    ['a varint that ends early', [0x80], (input) => input.varint()],
    ['a varint of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f], (input) => input.varint()],
    ['a varint that is too long', [0x81, 0x00], (input) => input.varint()],
    ['a string that ends early', [0x08, 65], (input) => input.string()],
    ['a latin1 string in 16 bits', [0x03, 65, 0], (input) => input.string()],
    ['another NaN', [1, 0, 0, 0, 0, 0, 0xf8, 0x7f], (input) => input.number()],
    ['a signalling NaN', [1, 0, 0, 0, 0, 0, 0xf0, 0x7f], (input) => input.number()],
    ['a boxed value as a number', [0, 0, 1, 0, 0, 0, 0xfd, 0xff], (input) => input.number()],
    ['a count beyond the end', [0x7f], (input) => input.count(1)],
  ];
  it.each(refused)('refuses %s', (_name, bytes, read) => {
    const input = new ByteReader(Uint8Array.from(bytes));
    input.at('the place');
    expect(() => read(input)).toThrow(/the place: /);
  });
});

describe('instructions', () => {
  it('stand at their numbers and take one or two words', () => {
    for (const [op, instruction] of instructions.entries()) expect(instruction.op).toBe(op);
    expect(instructions.find((row) => row.name === 'GETP')?.words).toBe(2);
    expect(instructions.find((row) => row.name === 'ADD')?.words).toBe(1);
  });
});

describe('module names', () => {
  it('takes ./lib, ./lib.ts and lib as one', () => {
    for (const name of ['./lib', './lib.ts', 'lib', 'lib.ts', 'x/../lib.js', './/lib.mts']) {
      expect(normaliseModuleName(name)).toBe('lib');
    }
    expect(normaliseModuleName('../lib.ts')).toBe('../lib');
    expect(normaliseModuleName('a.b/c.d.ts')).toBe('a.b/c.d');
  });

  it('resolves a leading dot from the importer’s folder', () => {
    expect(resolveSpecifier('main.ts', './lib')).toBe('lib');
    expect(resolveSpecifier('./app/main.ts', './lib')).toBe('app/lib');
    expect(resolveSpecifier('app/main.ts', '../lib.ts')).toBe('lib');
    expect(resolveSpecifier('app/main.ts', 'lib')).toBe('lib');
    expect(resolveSpecifier('app/main.ts', '..')).toBe('');
  });
});
