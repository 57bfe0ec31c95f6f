/** String, and the methods of String.prototype that no native does. What the natives leave over is in string-methods.ts. */
import { lengthOf, primitiveOf, stringObject, symbolText } from './convert';

export function stringConstructor(this: any, ...values: any[]): any {
  if ($isConstructor(undefined, this))
    return stringObject(this, values.length === 0 ? '' : `${values[0]}`);
  if (values.length === 0) return '';
  const value = values[0];
  return typeof value === 'symbol' ? symbolText(value) : `${value}`;
}

export function stringRaw(strings: any, ...values: any[]): any {
  const { raw } = strings;
  const length = lengthOf(raw);
  let result = '';
  for (let i = 0; i < length; i++) {
    result += `${raw[i]}`;
    if (i + 1 < length && i < values.length) result += `${values[i]}`;
  }
  return result;
}

export function stringValueOf(this: any): any {
  return primitiveOf(this, 'string', 'String.prototype.valueOf');
}

export function stringToString(this: any): any {
  return primitiveOf(this, 'string', 'String.prototype.toString');
}

/** Hands the call to the pattern's own method for a symbol. */
function byPattern(text: any, pattern: any, symbol: any, name: any): any {
  if (text === undefined || text === null) {
    throw new TypeError(`String.prototype.${name} called on null or undefined`);
  }
  if ($isObject(undefined, pattern)) {
    const method = pattern[$wellKnownSymbol(undefined, symbol)];
    if (method !== undefined && method !== null) return $call(method, pattern, text);
  }
  throw new TypeError(
    `String.prototype.${name} is not supported yet: there are no regular expressions`,
  );
}

export function stringMatch(this: any, pattern: any): any {
  return byPattern(this, pattern, 8, 'match');
}

export function stringMatchAll(this: any, pattern: any): any {
  return byPattern(this, pattern, 9, 'matchAll');
}

export function stringSearchPattern(this: any, pattern: any): any {
  return byPattern(this, pattern, 11, 'search');
}
