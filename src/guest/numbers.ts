/** Number, Boolean, Symbol, and the functions on numbers whose operands must be converted first. */
import { primitiveOf, symbolText, toInteger } from './convert';
import { symbolRegistry } from './state';

export function numberConstructor(this: any, ...values: any[]): any {
  const value = values.length === 0 ? 0 : +values[0];
  return $isConstructor(undefined, this) ? $newWrapper(undefined, this, value) : value;
}

export function booleanConstructor(this: any, value: any): any {
  return $isConstructor(undefined, this) ? $newWrapper(undefined, this, !!value) : !!value;
}

function thisNumber(value: any, name: any): any {
  return primitiveOf(value, 'number', `Number.prototype.${name}`);
}

export function numberValueOf(this: any): any {
  return thisNumber(this, 'valueOf');
}

/** A method that ran with arguments of other types: all converted, then once more. */
export function slowNumberToString(this: any, radix: any): any {
  const value = thisNumber(this, 'toString');
  const base = radix === undefined ? 10 : toInteger(radix);
  if (!(base >= 2 && base <= 36))
    throw new RangeError('toString() radix argument must be between 2 and 36');
  return $numberToString(value, base);
}

export function slowNumberToFixed(this: any, digits: any): any {
  const value = thisNumber(this, 'toFixed');
  const count = toInteger(digits);
  if (!(count >= 0 && count <= 100))
    throw new RangeError('toFixed() digits argument must be between 0 and 100');
  return $numberToFixed(value, count);
}

export function slowNumberToExponential(this: any, digits: any): any {
  const value = thisNumber(this, 'toExponential');
  const count = toInteger(digits);
  if (value - value !== 0) return `${value}`;
  if (!(count >= 0 && count <= 100)) {
    throw new RangeError('toExponential() argument must be between 0 and 100');
  }
  return $numberToExponential(value, digits === undefined ? undefined : count);
}

export function slowNumberToPrecision(this: any, precision: any): any {
  const value = thisNumber(this, 'toPrecision');
  if (precision === undefined) return `${value}`;
  const count = toInteger(precision);
  if (value - value !== 0) return `${value}`;
  if (!(count >= 1 && count <= 100))
    throw new RangeError('toPrecision() argument must be between 1 and 100');
  return $numberToPrecision(value, count);
}

/** As the root locale writes it: groups of three digits, the shortest decimal rounded to three digits behind the point. */
export function numberToLocaleString(this: any): any {
  const value = thisNumber(this, 'toLocaleString');
  if (value !== value) return 'NaN';
  const sign = value < 0 || (value === 0 && 1 / value < 0) ? '-' : '';
  const size = value < 0 ? -value : value;
  if (size === Infinity) return `${sign}∞`;
  const text = roundedThree(plainDecimal(`${size}`));
  const point = $stringIndexOf(text, '.');
  let whole = point < 0 ? text : $stringSlice(text, 0, point);
  let grouped = '';
  while (whole.length > 3) {
    grouped = `,${$stringSlice(whole, whole.length - 3)}${grouped}`;
    whole = $stringSlice(whole, 0, whole.length - 3);
  }
  return sign + whole + grouped + (point < 0 ? '' : $stringSlice(text, point));
}

/** A number's text without an exponent. */
function plainDecimal(text: any): any {
  const mark = $stringIndexOf(text, 'e');
  if (mark < 0) return text;
  const exponent = +$stringSlice(text, mark + 1);
  const mantissa = $stringSlice(text, 0, mark);
  const point = $stringIndexOf(mantissa, '.');
  const whole = point < 0 ? mantissa : $stringSlice(mantissa, 0, point);
  const digits = point < 0 ? whole : whole + $stringSlice(mantissa, point + 1);
  const place = whole.length + exponent;
  if (place <= 0) return `0.${$stringRepeat('0', -place)}${digits}`;
  if (place >= digits.length) return digits + $stringRepeat('0', place - digits.length);
  return `${$stringSlice(digits, 0, place)}.${$stringSlice(digits, place)}`;
}

/** A decimal with at most three digits behind the point, halves rounded up, no zeros at the end. */
function roundedThree(text: any): any {
  const point = $stringIndexOf(text, '.');
  if (point < 0) return text;
  let digits = $stringSlice(text, 0, point + 4);
  if (text.length > point + 4 && text[point + 4] >= '5') digits = incremented(digits);
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return $stringSlice(digits, 0, digits[end - 1] === '.' ? end - 1 : end);
}

/** One more in the last place. */
function incremented(digits: any): any {
  let index = digits.length - 1;
  let tail = '';
  while (index >= 0 && (digits[index] === '9' || digits[index] === '.')) {
    tail = (digits[index] === '.' ? '.' : '0') + tail;
    index--;
  }
  if (index < 0) return `1${tail}`;
  return `${$stringSlice(digits, 0, index)}${+digits[index] + 1}${tail}`;
}

export function slowParseFloat(text: any): any {
  const source = $stringTrimStart(`${text}`);
  // No number that means anything is longer.
  return $parseFloat(undefined, source.length > 32768 ? $stringSlice(source, 0, 32768) : source);
}

export function slowParseInt(text: any, radix: any): any {
  const source = $stringTrimStart(`${text}`);
  const base = +radix;
  return $parseInt(
    undefined,
    source.length > 32768 ? $stringSlice(source, 0, 32768) : source,
    base,
  );
}

export function slowIsNaN(value: any): any {
  const number = +value;
  return number !== number;
}

export function slowIsFinite(value: any): any {
  const number = +value;
  return number - number === 0;
}

// ---- Boolean.prototype ----

function thisBoolean(value: any, name: any): any {
  return primitiveOf(value, 'boolean', `Boolean.prototype.${name}`);
}

export function booleanToString(this: any): any {
  return thisBoolean(this, 'toString') ? 'true' : 'false';
}

export function booleanValueOf(this: any): any {
  return thisBoolean(this, 'valueOf');
}

// ---- Symbol ----

export function symbolConstructor(this: any, description: any): any {
  if ($isConstructor(undefined, this)) throw new TypeError('Symbol is not a constructor');
  return $symbolNew(undefined, description === undefined ? undefined : `${description}`);
}

export function symbolFor(key: any): any {
  const text = `${key}`;
  if (symbolRegistry.length === 0) $arrayPush(symbolRegistry, $newMap(undefined, undefined));
  const registry = symbolRegistry[0];
  const known = $mapGet(registry, text);
  if (known !== undefined) return known;
  const symbol = $symbolNew(undefined, text);
  $mapSet(registry, text, symbol);
  return symbol;
}

export function symbolKeyFor(symbol: any): any {
  if (typeof symbol !== 'symbol') throw new TypeError(`${symbol} is not a symbol`);
  const text = $symbolDescription(undefined, symbol);
  if (symbolRegistry.length === 0 || text === undefined) return undefined;
  return $mapGet(symbolRegistry[0], text) === symbol ? text : undefined;
}

function thisSymbol(value: any): any {
  return primitiveOf(value, 'symbol', 'Symbol.prototype');
}

export function symbolToString(this: any): any {
  return symbolText(thisSymbol(this));
}

export function symbolValueOf(this: any): any {
  return thisSymbol(this);
}

export function symbolToPrimitive(this: any): any {
  return thisSymbol(this);
}

export function symbolDescriptionGetter(this: any): any {
  return $symbolDescription(undefined, thisSymbol(this));
}
