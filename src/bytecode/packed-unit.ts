/**
 * The guest library's unit in the form in which the package holds it: fields of one kind lie together, so that the
 * compression that follows finds more. Line tables are left out: stack traces do not show library frames.
 *
 *   varints: the length of each part, in bytes
 *   parts:   the unit as .rbc without code, then the columns of all functions' code
 *
 * Made and read by the same build: nothing here is checked, and `.rbc` stays the only format that is exchanged.
 */
import { ByteReader, ByteWriter } from './bytes';
import { decodeUnit, encodeUnit } from './format';
import { CodeReader, instructions, registerAt, registerOffset, WORD } from './instructions';
import type { Unit, UnitFunction } from './unit';

/** Words of each function, opcodes, the operands a, b and c, the two halves of extra words. */
const columnNames = ['words', 'op', 'a', 'b', 'c', 'low', 'high'] as const;
type Columns<T> = Record<(typeof columnNames)[number], T>;

const columnsOf = <T>(make: () => T): Columns<T> =>
  Object.fromEntries(columnNames.map((name) => [name, make()])) as Columns<T>;

const registers = new Set(['def', 'use', 'cell', 'window', 'range']);
const wide = new Set(['imm32', 'rel32']);
const signed = new Set(['imm', 'imm32', 'rel16', 'rel32']);
/** Extra words whose high half numbers an inline cache: mostly the one after the last. */
const cached = new Set(['key', 'literal']);

/** A unit without line tables. */
export function withoutLines(unit: Unit): Unit {
  return { ...unit, functions: unit.functions.map((source) => ({ ...source, lines: [] })) };
}

/** Packs a unit that has no line tables. */
export function packUnit(unit: Unit): Uint8Array<ArrayBuffer> {
  const columns = columnsOf(() => new ByteWriter());
  let cache = 0;
  for (const source of unit.functions) {
    columns.words.varint(source.code.length / WORD);
    cache = packCode(source.code, columns, cache);
  }
  const functions = unit.functions.map((source) => ({ ...source, code: new Uint8Array(0) }));
  const parts = [
    encodeUnit({ ...unit, functions }),
    ...columnNames.map((name) => columns[name].finish()),
  ];
  const out = new ByteWriter();
  for (const part of parts) out.varint(part.length);
  for (const part of parts) out.bytes(part);
  return out.finish();
}

/** The unit that was packed. */
export function unpackUnit(bytes: Uint8Array): Unit {
  const input = new ByteReader(bytes);
  const hollowLength = input.varint();
  const lengths = columnsOf(() => input.varint());
  const hollow = decodeUnit(input.bytes(hollowLength));
  const columns = columnsOf(() => input);
  for (const name of columnNames) columns[name] = new ByteReader(input.bytes(lengths[name]));
  const cache = { next: 0 };
  const functions = hollow.functions.map(
    (source): UnitFunction => ({ ...source, code: unpackCode(columns, cache) }),
  );
  return { ...hollow, functions };
}

/** Adds the code of one function to the columns; gives back the next inline cache's number. */
function packCode(bytes: Uint8Array, columns: Columns<ByteWriter>, firstCache: number): number {
  const code = new CodeReader(bytes);
  let cache = firstCache;
  for (let word = 0; word < code.words; ) {
    const op = code.op(word);
    const { a, b, c, extra, words } = instructions[op];
    columns.op.byte(op);
    packOperand(columns.a, a, code.a(word));
    if (wide.has(b)) packOperand(columns.b, b, code.wide(word));
    else {
      packOperand(columns.b, b, signed.has(b) ? code.signedB(word) : code.b(word));
      packOperand(columns.c, c, signed.has(c) ? code.signedC(word) : code.c(word));
    }
    if (extra !== 'none') {
      columns.low.varint(code.extraLow(word));
      const high = code.extraHigh(word);
      if (cached.has(extra)) {
        columns.high.signed(high - cache);
        cache = high + 1;
      } else columns.high.varint(high);
    }
    word += words;
  }
  return cache;
}

function packOperand(out: ByteWriter, kind: string, value: number): void {
  if (kind === 'none') return;
  if (signed.has(kind)) out.signed(value);
  else out.varint(registers.has(kind) ? registerAt(value) : value);
}

function unpackCode(columns: Columns<ByteReader>, cache: { next: number }): Uint8Array {
  const words = columns.words.varint();
  const bytes = new Uint8Array(words * WORD);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < words; ) {
    const at = word * WORD;
    const op = columns.op.byte();
    const { a, b, c, extra, words: length } = instructions[op];
    view.setUint16(at, op, true);
    view.setUint16(at + 2, unpackOperand(columns.a, a), true);
    if (wide.has(b)) view.setInt32(at + 4, unpackOperand(columns.b, b), true);
    else {
      view.setUint16(at + 4, unpackOperand(columns.b, b), true);
      view.setUint16(at + 6, unpackOperand(columns.c, c), true);
    }
    if (extra !== 'none') {
      view.setUint32(at + WORD, columns.low.varint(), true);
      let high: number;
      if (cached.has(extra)) {
        high = cache.next + columns.high.signed();
        cache.next = high + 1;
      } else high = columns.high.varint();
      view.setUint32(at + WORD + 4, high, true);
    }
    word += length;
  }
  return bytes;
}

function unpackOperand(input: ByteReader, kind: string): number {
  if (kind === 'none') return 0;
  if (signed.has(kind)) return input.signed();
  const value = input.varint();
  return registers.has(kind) ? registerOffset(value) : value;
}
