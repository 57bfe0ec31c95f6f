/**
 * Json: a JSON parser written in the language reads a text of about 25 KB, as a web application
 * sends it: an array of operations with nested arguments.
 * Exercises strings character by character, recursion and small objects.
 */
import { Random } from './support/random';
import { verify } from './support/verify';

const OPERATIONS = 156;
const WIDGETS = ['Shell', 'Label', 'Button', 'Composite', 'TextField', 'ScrolledPane'];
const MINIMUM_TEXT = 20 * 1024;

abstract class JsonValue {
  asArray(): JsonArray {
    throw new Error('json: not an array');
  }

  asObject(): JsonObject {
    throw new Error('json: not an object');
  }

  asString(): string {
    throw new Error('json: not a string');
  }

  asNumber(): number {
    throw new Error('json: not a number');
  }

  isNull(): boolean {
    return false;
  }

  /** How many values lie in this one, itself included. */
  size(): number {
    return 1;
  }
}

class JsonLiteral extends JsonValue {
  static readonly NULL = new JsonLiteral('null');
  static readonly TRUE = new JsonLiteral('true');
  static readonly FALSE = new JsonLiteral('false');
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override isNull(): boolean {
    return this === JsonLiteral.NULL;
  }
}

class JsonNumber extends JsonValue {
  private readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  override asNumber(): number {
    return this.value;
  }
}

class JsonString extends JsonValue {
  private readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  override asString(): string {
    return this.value;
  }
}

class JsonArray extends JsonValue {
  private readonly items: JsonValue[] = [];

  add(item: JsonValue): void {
    this.items.push(item);
  }

  get(index: number): JsonValue {
    const item = this.items[index];
    if (item === undefined) throw new Error('json: no item ' + index);
    return item;
  }

  length(): number {
    return this.items.length;
  }

  override asArray(): JsonArray {
    return this;
  }

  override size(): number {
    let size = 1;
    for (const item of this.items) size += item.size();
    return size;
  }
}

/** Members in order, with a small table from a hash of the name to the member's index. */
class JsonObject extends JsonValue {
  private static readonly TABLE_SIZE = 32;
  private readonly names: string[] = [];
  private readonly values: JsonValue[] = [];
  /** Index plus one of the last member with that hash; 0 when there is none. */
  private readonly table: number[] = new Array<number>(JsonObject.TABLE_SIZE).fill(0);

  add(name: string, value: JsonValue): void {
    this.names.push(name);
    this.values.push(value);
    this.table[JsonObject.hash(name)] = this.names.length;
  }

  get(name: string): JsonValue {
    const guess = this.table[JsonObject.hash(name)]! - 1;
    if (guess >= 0 && this.names[guess] === name) return this.values[guess]!;
    const index = this.names.indexOf(name);
    if (index < 0) throw new Error('json: no member ' + name);
    return this.values[index]!;
  }

  override asObject(): JsonObject {
    return this;
  }

  override size(): number {
    let size = 1;
    for (const value of this.values) size += value.size();
    return size;
  }

  private static hash(name: string): number {
    const length = name.length;
    if (length === 0) return 0;
    const mixed = name.charCodeAt(0) * 31 + name.charCodeAt(length - 1) * 7 + length;
    return mixed & (JsonObject.TABLE_SIZE - 1);
  }
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const UPPER_E = 0x45;
const LEFT_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const RIGHT_BRACKET = 0x5d;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_U = 0x75;
const LEFT_BRACE = 0x7b;
const RIGHT_BRACE = 0x7d;
const END = -1;

class JsonParser {
  private readonly text: string;
  private index = 0;
  private current: number;

  constructor(text: string) {
    this.text = text;
    this.current = text.length > 0 ? text.charCodeAt(0) : END;
  }

  parse(): JsonValue {
    this.skipSpace();
    const value = this.readValue();
    this.skipSpace();
    if (this.current !== END) throw this.unexpected('the end');
    return value;
  }

  private readValue(): JsonValue {
    switch (this.current) {
      case LEFT_BRACE:
        return this.readObject();
      case LEFT_BRACKET:
        return this.readArray();
      case QUOTE:
        return new JsonString(this.readString());
      case LOWER_T:
        return this.readLiteral(JsonLiteral.TRUE);
      case LOWER_F:
        return this.readLiteral(JsonLiteral.FALSE);
      case LOWER_N:
        return this.readLiteral(JsonLiteral.NULL);
      default:
        return this.readNumber();
    }
  }

  private readObject(): JsonObject {
    const object = new JsonObject();
    this.advance();
    this.skipSpace();
    if (this.accept(RIGHT_BRACE)) return object;
    do {
      this.skipSpace();
      if (this.current !== QUOTE) throw this.unexpected('a name');
      const name = this.readString();
      this.skipSpace();
      this.require(COLON, ':');
      this.skipSpace();
      object.add(name, this.readValue());
      this.skipSpace();
    } while (this.accept(COMMA));
    this.require(RIGHT_BRACE, ', or }');
    return object;
  }

  private readArray(): JsonArray {
    const array = new JsonArray();
    this.advance();
    this.skipSpace();
    if (this.accept(RIGHT_BRACKET)) return array;
    do {
      this.skipSpace();
      array.add(this.readValue());
      this.skipSpace();
    } while (this.accept(COMMA));
    this.require(RIGHT_BRACKET, ', or ]');
    return array;
  }

  private readString(): string {
    this.advance();
    let start = this.index;
    let result = '';
    while (this.current !== QUOTE) {
      if (this.current === BACKSLASH) {
        result += this.text.substring(start, this.index);
        this.advance();
        result += this.readEscape();
        start = this.index;
      } else if (this.current < SPACE) {
        throw this.unexpected('a character of a string');
      } else {
        this.advance();
      }
    }
    result += this.text.substring(start, this.index);
    this.advance();
    return result;
  }

  private readEscape(): string {
    const code = this.current;
    const character = this.text.charAt(this.index);
    this.advance();
    switch (code) {
      case QUOTE:
      case BACKSLASH:
      case 0x2f:
        return character;
      case 0x62:
        return '\b';
      case LOWER_F:
        return '\f';
      case LOWER_N:
        return '\n';
      case 0x72:
        return '\r';
      case LOWER_T:
        return '\t';
      case LOWER_U:
        return this.readUnicodeEscape();
      default:
        throw this.unexpected('an escape');
    }
  }

  private readUnicodeEscape(): string {
    let code = 0;
    for (let i = 0; i < 4; i++) {
      const digit = hexadecimalDigit(this.current);
      if (digit < 0) throw this.unexpected('a hexadecimal digit');
      code = code * 16 + digit;
      this.advance();
    }
    return String.fromCharCode(code);
  }

  private readLiteral(literal: JsonLiteral): JsonLiteral {
    for (let i = 0; i < literal.text.length; i++) {
      this.require(literal.text.charCodeAt(i), literal.text);
    }
    return literal;
  }

  private readNumber(): JsonNumber {
    const negative = this.accept(MINUS);
    if (!this.isDigit()) throw this.unexpected('a value');
    const leadingZero = this.current === DIGIT_0;
    let digits = 0;
    let count = 0;
    while (this.isDigit()) {
      digits = digits * 10 + (this.current - DIGIT_0);
      count++;
      this.advance();
    }
    if (leadingZero && count > 1) throw this.unexpected('a number without leading zeros');
    let exponent = 0;
    if (this.accept(POINT)) {
      if (!this.isDigit()) throw this.unexpected('a digit');
      while (this.isDigit()) {
        digits = digits * 10 + (this.current - DIGIT_0);
        exponent--;
        this.advance();
      }
    }
    if (this.current === LOWER_E || this.current === UPPER_E) {
      this.advance();
      exponent += this.readExponent();
    }
    let power = 1;
    for (let i = Math.abs(exponent); i > 0; i--) power *= 10;
    const value = exponent < 0 ? digits / power : digits * power;
    return new JsonNumber(negative ? -value : value);
  }

  private readExponent(): number {
    const negative = this.accept(MINUS);
    if (!negative) this.accept(PLUS);
    if (!this.isDigit()) throw this.unexpected('a digit');
    let exponent = 0;
    while (this.isDigit()) {
      exponent = exponent * 10 + (this.current - DIGIT_0);
      this.advance();
    }
    return negative ? -exponent : exponent;
  }

  private isDigit(): boolean {
    return this.current >= DIGIT_0 && this.current <= DIGIT_9;
  }

  private skipSpace(): void {
    while (
      this.current === SPACE ||
      this.current === LINE_FEED ||
      this.current === TAB ||
      this.current === CARRIAGE_RETURN
    ) {
      this.advance();
    }
  }

  private accept(code: number): boolean {
    if (this.current !== code) return false;
    this.advance();
    return true;
  }

  private require(code: number, what: string): void {
    if (!this.accept(code)) throw this.unexpected(what);
  }

  private advance(): void {
    this.index++;
    this.current = this.index < this.text.length ? this.text.charCodeAt(this.index) : END;
  }

  private unexpected(what: string): Error {
    return new Error('json: expected ' + what + ' at character ' + this.index);
  }
}

function hexadecimalDigit(code: number): number {
  if (code >= DIGIT_0 && code <= DIGIT_9) return code - DIGIT_0;
  if (code >= 0x41 && code <= 0x46) return code - 0x41 + 10;
  if (code >= 0x61 && code <= 0x66) return code - 0x61 + 10;
  return -1;
}

/** The text, and what a right reading of it must find. */
class Message {
  readonly text: string;
  checksum = 0;
  private readonly random = new Random();

  constructor() {
    const operations: string[] = [];
    for (let i = 0; i < OPERATIONS; i++) operations.push(this.operation(i));
    this.text =
      '{\n  "head": { "requestCounter": 4, "version": "1.0" },\n  "operations": [\n    ' +
      operations.join(',\n    ') +
      '\n  ]\n}\n';
  }

  private operation(index: number): string {
    const kind = this.random.next() % 3;
    const target = '"w' + (index + 3) + '"';
    if (kind === 0) {
      const widget = WIDGETS[this.random.next() % WIDGETS.length]!;
      const left = this.random.next() % 1000;
      const top = this.random.next() % 1000;
      this.checksum += left * 3 + top;
      return (
        '["create", ' +
        target +
        ', "rwt.widgets.' +
        widget +
        '", { "parent": "w' +
        index +
        '", "style": ["BORDER", "LEFT_TO_RIGHT"], "bounds": [' +
        left +
        ', ' +
        top +
        ', 128, 24], "tabIndex": null, "visible": true }]'
      );
    }
    if (kind === 1) {
      const tenths = this.random.next();
      this.checksum += tenths;
      return (
        '["set", ' +
        target +
        ', { "text": "Line \\"' +
        index +
        '\\"\\nwith\\ttabs \\\\ and more", "opacity": ' +
        Math.floor(tenths / 10) +
        '.' +
        (tenths % 10) +
        ', "font": [["Verdana", "Lucida Sans", "Arial"], 14, false, false] }]'
      );
    }
    const minutes = this.random.next();
    this.checksum -= minutes;
    return (
      '["call", ' +
      target +
      ', "schedule", { "delay": -' +
      minutes +
      'e0, "repeat": false, "arguments": [[], {}, [1, 2, [3]], ""] }]'
    );
  }
}

/** Reads the same facts from the parsed tree that the writer summed. */
function checksumOf(operations: JsonArray): number {
  let checksum = 0;
  for (let i = 0; i < operations.length(); i++) {
    const operation = operations.get(i).asArray();
    const kind = operation.get(0).asString();
    if (operation.get(1).asString() !== 'w' + (i + 3)) throw new Error('json: a wrong target');
    if (kind === 'create') {
      const properties = operation.get(3).asObject();
      const bounds = properties.get('bounds').asArray();
      if (!properties.get('tabIndex').isNull()) throw new Error('json: null expected');
      checksum += bounds.get(0).asNumber() * 3 + bounds.get(1).asNumber();
    } else if (kind === 'set') {
      const properties = operation.get(2).asObject();
      const text = 'Line "' + i + '"\nwith\ttabs \\ and more';
      if (properties.get('text').asString() !== text) throw new Error('json: a wrong text');
      checksum += Math.round(properties.get('opacity').asNumber() * 10);
    } else {
      checksum += operation.get(3).asObject().get('delay').asNumber();
    }
  }
  return checksum;
}

export const message = new Message();
/** Values in the tree, counted by JSON.parse of the same text. */
export const EXPECTED_SIZE = 2387;

export function main(iterations: number): boolean {
  if (message.text.length < MINIMUM_TEXT) throw new Error('json: the text is too short');
  for (let i = 0; i < iterations; i++) {
    const root = new JsonParser(message.text).parse();
    const operations = root.asObject().get('operations').asArray();
    verify('json', 'the number of operations', operations.length(), OPERATIONS);
    verify('json', 'the number of values', root.size(), EXPECTED_SIZE);
    verify('json', 'the checksum', checksumOf(operations), message.checksum);
  }
  return true;
}
