/** Values of options and arguments, from their text. */
import { InvalidArgumentError } from 'commander';
import { capabilityNames } from './capabilities';
import type { CallAnswer } from './held-calls';

const UNITS: Record<string, number> = {
  '': 1,
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
};

const NUMBER = /^(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:e\d+)?/i;

/** Reads a number without a sign: `1000000`, `1_000_000`, `1e6`, `1.5e3`. */
function leadingNumber(text: string): { value: number; rest: string } | undefined {
  const match = NUMBER.exec(text);
  if (match === null || /_(?!\d)/.test(match[0])) return undefined;
  return { value: Number(match[0].replaceAll('_', '')), rest: text.slice(match[0].length) };
}

/** `16MB`, `512 KiB`, `1.5gb`, `65536`; KB, MB and GB are powers of 1,024. */
export function parseBytes(text: string): number {
  const number = leadingNumber(text.trim());
  const unit = number?.rest.trim().toUpperCase().replace(/IB$/, 'B');
  const factor = unit === undefined || !Object.hasOwn(UNITS, unit) ? undefined : UNITS[unit];
  const bytes = Math.floor((number?.value ?? Number.NaN) * (factor ?? Number.NaN));
  if (!Number.isSafeInteger(bytes)) {
    throw new InvalidArgumentError('A size is a number with KB, MB or GB: 16MB.');
  }
  return bytes;
}

/** A whole number that is not negative: `5000000`, `5_000_000`, `5e6`. */
export function parseCount(text: string): number {
  const number = leadingNumber(text.trim());
  if (number === undefined || number.rest !== '' || !Number.isSafeInteger(number.value)) {
    throw new InvalidArgumentError('It must be a whole number: 5000000 or 5e6.');
  }
  return number.value;
}

/** A whole number with or without a sign. */
export function parseSeed(text: string): number {
  const negative = text.trim().startsWith('-');
  const size = parseCount(negative ? text.trim().slice(1) : text);
  return negative && size > 0 ? -size : size;
}

/** Milliseconds: a number above 0. */
export function parseMilliseconds(text: string): number {
  const number = leadingNumber(text.trim());
  const value = number === undefined || number.rest !== '' ? 0 : number.value;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError('It must be a number of milliseconds: 500.');
  }
  return value;
}

/** `log,clock`, added to what earlier `--allow` gave. */
export function parseCapabilities(text: string, earlier: readonly string[] = []): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !capabilityNames.includes(name));
  if (unknown !== undefined || names.length === 0) {
    const what = unknown === undefined ? 'Nothing is named' : `There is no '${unknown}'`;
    throw new InvalidArgumentError(`${what}; there are ${capabilityNames.join(', ')}.`);
  }
  return [...new Set([...earlier, ...names])];
}

const CAPABILITY = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** `approve,db.query`, added to what earlier `--hold` gave. */
export function parseHeld(text: string, earlier: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (!names.every((name) => CAPABILITY.test(name))) {
    throw new InvalidArgumentError('It must be the name of a capability: approve or db.query.');
  }
  return [...new Set([...earlier, ...names])];
}

/** `1=true`: the answer to call 1, read as arguments are; added to earlier ones. */
export const parseAnswer = (text: string, earlier: readonly CallAnswer[] = []): CallAnswer[] => {
  const [id, value] = splitAnswer(text);
  return [...earlier, { id, failed: false, value: parseArgument(value) }];
};

/** `1=no such account`: call 1 fails with this message. */
export const parseFailure = (text: string, earlier: readonly CallAnswer[] = []): CallAnswer[] => {
  const [id, value] = splitAnswer(text);
  return [...earlier, { id, failed: true, value }];
};

function splitAnswer(text: string): [id: number, value: string] {
  const match = /^(\d+)=(.*)$/s.exec(text);
  if (match === null) {
    throw new InvalidArgumentError('It must be the number of a call and what it gets: 1=true.');
  }
  return [Number(match[1]), match[2]!];
}

/** An argument of the guest's function: what JSON makes of it, else the text itself. */
export function parseArgument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
