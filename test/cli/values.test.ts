/** The texts of options and arguments. */
import { describe, expect, it } from 'vitest';
import {
  parseAnswer,
  parseArgument,
  parseBytes,
  parseCapabilities,
  parseCount,
  parseFailure,
  parseHeld,
  parseMilliseconds,
  parseSeed,
} from '../../src/cli/values';

describe('sizes', () => {
  it.each([
    ['65536', 65_536],
    ['16MB', 16 * 1024 * 1024],
    ['16mb', 16 * 1024 * 1024],
    ['16 MiB', 16 * 1024 * 1024],
    ['512KB', 512 * 1024],
    ['1.5KB', 1536],
    ['2GB', 2 * 1024 ** 3],
    ['100B', 100],
    ['1e6', 1_000_000],
    ['1_000_000', 1_000_000],
  ])('%s', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  it.each([
    '',
    'MB',
    '16XB',
    '16 toString',
    '-1MB',
    '1__0',
    '1_',
    'NaN',
    'Infinity',
    '1e400',
    '0x10',
    '16MBs',
  ])('refuses %j', (text) => expect(() => parseBytes(text)).toThrow('A size is'));
});

describe('counts', () => {
  it.each([
    ['0', 0],
    ['1000000', 1_000_000],
    ['5e6', 5_000_000],
    ['1.5e3', 1500],
    ['5_000', 5000],
  ])('%s', (text, count) => expect(parseCount(text)).toBe(count));

  it.each(['', '1.5', '-1', '5M', 'many', '1e16', '1e400'])('refuses %j', (text) =>
    expect(() => parseCount(text)).toThrow('whole number'),
  );
});

describe('seeds', () => {
  it.each([
    ['7', 7],
    ['-7', -7],
  ])('%s', (text, seed) => expect(parseSeed(text)).toBe(seed));
  it('minus nought is nought', () => expect(Object.is(parseSeed('-0'), 0)).toBe(true));
  it('refuses text', () => expect(() => parseSeed('--7')).toThrow('whole number'));
});

describe('milliseconds', () => {
  it.each([
    ['500', 500],
    ['0.5', 0.5],
    ['1e3', 1000],
  ])('%s', (text, time) => expect(parseMilliseconds(text)).toBe(time));
  it.each(['0', '', '-5', '5s', '1e400'])('refuses %j', (text) =>
    expect(() => parseMilliseconds(text)).toThrow('milliseconds'),
  );
});

describe('capabilities', () => {
  it('are a list', () => expect(parseCapabilities('log, clock')).toEqual(['log', 'clock']));
  it('add up, each once', () =>
    expect(parseCapabilities('clock,log', ['log'])).toEqual(['log', 'clock']));
  it('are known by name', () =>
    expect(() => parseCapabilities('log,fetch')).toThrow("There is no 'fetch'; there are log"));
  it('refuses none', () => expect(() => parseCapabilities(' ,')).toThrow('Nothing is named'));
});

describe('held capabilities', () => {
  it('have any name, of any depth', () =>
    expect(parseHeld('approve, db.query,a.b.$c', ['db.query'])).toEqual([
      'db.query',
      'approve',
      'a.b.$c',
    ]));
  it.each(['', 'a,', 'a b', '2x', 'a..b', '.a', 'a-b'])('refuses %j', (text) =>
    expect(() => parseHeld(text)).toThrow('the name of a capability'),
  );
});

describe('answers', () => {
  it('are added to earlier ones', () => {
    const first = parseAnswer('1={"a": [2]}');
    expect(parseFailure('12=no = never\n', first)).toEqual([
      { id: 1, failed: false, value: { a: [2] } },
      { id: 12, failed: true, value: 'no = never\n' },
    ]);
  });
  it.each(['', '1', '=1', 'x=1', '-1=1', '1.5=2', ' 1=1'])('refuses %j', (text) => {
    for (const parse of [parseAnswer, parseFailure]) {
      expect(() => parse(text)).toThrow('the number of a call');
    }
  });
});

describe('arguments', () => {
  it.each([
    ['5', 5],
    ['[1,"a"]', [1, 'a']],
    ['{"a":null}', { a: null }],
    ['"5"', '5'],
    ['hello', 'hello'],
    ['', ''],
    ['{broken', '{broken'],
  ])('%s', (text, value) => expect(parseArgument(text)).toEqual(value));
});
