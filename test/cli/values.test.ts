/** The texts of options and arguments. */
import { describe, expect, it } from 'vitest';
import {
  parseArgument,
  parseBytes,
  parseCapabilities,
  parseCount,
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
