/**
 * The `.rbc` format: a unit as bytes. docs/bytecode.md describes it for readers; `src/build/bytecode-docs.ts` holds that
 * text. Decoding checks the bytes, not what they mean: that is the verifier's.
 *
 *   +0   u32  magic 'RBC' 0x1A     +4  u16 format version    +6  u16 flags (1 = library)
 *   +8   u32  length of the whole  +12 u32 instruction set   +16 u32 CRC-32 of all bytes but these four
 *   +20  strings, constants, functions, literals, builtins, imports, globals, modules, entry, caches
 */
import { ByteReader, ByteWriter } from './bytes';
import { crc32 } from './checksums';
import { instructions, WORD } from './instructions';
import { MAX_UNIT_BYTES } from './limits';
import type {
  Unit,
  UnitCapture,
  UnitConstant,
  UnitFunction,
  UnitGlobal,
  UnitHandler,
  UnitModule,
} from './unit';

/** 'RBC' and a byte that stops text tools. */
export const UNIT_MAGIC = 0x1a434252;
/** Raised by every change of the format or of what an instruction means. */
export const FORMAT_VERSION = 1;
const UNIT_LIBRARY = 1;
const HEADER_BYTES = 20;
const CHECKSUM = 16;

/** CRC-32 of the opcode table's names and operands: bytecode for other instructions is refused, never misread. */
export const INSTRUCTION_SET = crc32(
  new TextEncoder().encode(
    instructions.map(({ name, a, b, c, extra }) => [name, a, b, c, extra].join(' ')).join('\n'),
  ),
);

/** Sets length and checksum of bytes that are a unit otherwise. Used by tests too. */
export function sealUnit(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(8, bytes.length, true);
  view.setUint32(CHECKSUM, checksumOf(bytes), true);
}

const checksumOf = (bytes: Uint8Array): number =>
  crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, CHECKSUM)));

/** The bytes of a unit; equal units give equal bytes. */
export function encodeUnit(unit: Unit): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  out.u32(UNIT_MAGIC);
  out.u16(FORMAT_VERSION);
  out.u16(unit.library ? UNIT_LIBRARY : 0);
  out.u32(0);
  out.u32(INSTRUCTION_SET);
  out.u32(0);
  list(out, unit.strings, (text) => out.string(text));
  list(out, unit.constants, (constant) => {
    out.byte('number' in constant ? 0 : 1);
    if ('number' in constant) out.number(constant.number);
    else out.varint(constant.string);
  });
  list(out, unit.functions, (source) => encodeFunction(out, source));
  list(out, unit.literals, (keys) => list(out, keys, (key) => out.varint(key)));
  list(out, unit.builtins, (name) => out.varint(name));
  list(out, unit.imports, (row) => {
    out.varint(row.namespace);
    out.varint(row.name);
  });
  list(out, unit.globals, (global) => {
    out.varint(global.name);
    out.varint(global.module);
    out.byte(global.from ? 1 : 0);
    if (!global.from) return;
    out.varint(global.from.specifier);
    out.varint(global.from.name);
  });
  list(out, unit.modules, (module) => {
    out.varint(module.name);
    out.varint(module.init);
    list(out, module.exports, (row) => {
      out.varint(row.name);
      out.varint(row.global);
    });
    list(out, module.stars, (specifier) => out.varint(specifier));
    list(out, module.requests, (specifier) => out.varint(specifier));
  });
  out.varint(unit.entry);
  out.varint(unit.caches);
  const bytes = out.finish();
  sealUnit(bytes);
  return bytes;
}

function encodeFunction(out: ByteWriter, source: UnitFunction): void {
  out.varint(source.name);
  out.varint(source.file);
  out.varint(source.flags);
  out.varint(source.length);
  out.varint(source.parameters);
  out.varint(source.registers);
  out.varint(source.cellStart);
  out.varint(source.cells);
  out.varint(source.instanceSlots);
  out.varint(source.code.length / WORD);
  out.bytes(source.code);
  list(out, source.handlers, (handler) => {
    out.varint(handler.start);
    out.varint(handler.end);
    out.varint(handler.target);
    out.varint(handler.register);
    out.byte(handler.kind === 'finally' ? 1 : 0);
  });
  list(out, source.captures, (capture) => {
    out.byte((capture.from === 'outer' ? 2 : 0) | (capture.kind === 'value' ? 1 : 0));
    out.varint(capture.index);
  });
  let word = 0;
  let line = 0;
  list(out, source.lines, (row) => {
    out.varint(row.word - word);
    out.signed(row.line - line);
    out.varint(row.column);
    ({ word, line } = row);
  });
}

function list<T>(out: ByteWriter, items: readonly T[], write: (item: T) => void): void {
  out.varint(items.length);
  for (const item of items) write(item);
}

/**
 * Reads a unit. What comes back has the right structure and nothing more: verify it before it is used.
 * @throws VmError BAD_BYTECODE
 */
export function decodeUnit(bytes: Uint8Array): Unit {
  const input = new ByteReader(bytes);
  const library = readHeader(input, bytes);
  input.at('strings');
  const strings = read(input, 1, () => input.string());
  input.at('constants');
  const constants = read(input, 2, () => readConstant(input));
  const functionCount = input.count(12);
  const functions: UnitFunction[] = [];
  for (let index = 0; index < functionCount; index++) {
    input.at(`function ${index}`);
    functions.push(readFunction(input));
  }
  input.at('literals');
  const literals = read(input, 1, () => read(input, 1, () => input.varint()));
  input.at('builtins');
  const builtins = read(input, 1, () => input.varint());
  input.at('imports');
  const imports = read(input, 2, () => ({ namespace: input.varint(), name: input.varint() }));
  input.at('globals');
  const globals = read(input, 3, () => readGlobal(input));
  input.at('modules');
  const modules = read(input, 5, () => readModule(input));
  const entry = input.varint();
  const caches = input.varint();
  if (input.remaining > 0) input.fail(`${input.remaining} bytes are left over`);
  return {
    library,
    strings,
    constants,
    functions,
    literals,
    builtins,
    imports,
    globals,
    modules,
    entry,
    caches,
  };
}

/** Reads the header; true for a library. */
function readHeader(input: ByteReader, bytes: Uint8Array): boolean {
  if (bytes.length > MAX_UNIT_BYTES) input.fail(`more than ${MAX_UNIT_BYTES} bytes`);
  if (bytes.length < HEADER_BYTES) input.fail('ends early');
  if (input.u32() !== UNIT_MAGIC) input.fail('these bytes are not bytecode');
  const version = input.u16();
  if (version !== FORMAT_VERSION) {
    input.fail(`format version ${version}, this package reads ${FORMAT_VERSION}`);
  }
  const flags = input.u16();
  if (flags & ~UNIT_LIBRARY) input.fail(`unknown flags ${flags}`);
  const length = input.u32();
  if (length !== bytes.length) input.fail(`${length} bytes announced, ${bytes.length} there`);
  if (input.u32() !== INSTRUCTION_SET) input.fail('made for another set of instructions');
  if (input.u32() !== checksumOf(bytes)) input.fail('the checksum does not match');
  return flags === UNIT_LIBRARY;
}

function readConstant(input: ByteReader): UnitConstant {
  const kind = flag(input, 1);
  return kind === 0 ? { number: input.number() } : { string: input.varint() };
}

function readFunction(input: ByteReader): UnitFunction {
  const name = input.varint();
  const file = input.varint();
  const flags = input.varint();
  const length = input.varint();
  const parameters = input.varint();
  const registers = input.varint();
  const cellStart = input.varint();
  const cells = input.varint();
  const instanceSlots = input.varint();
  const words = input.varint();
  if (words > input.remaining / WORD) input.fail('ends early');
  const code = input.bytes(words * WORD);
  const handlers = read(
    input,
    5,
    (): UnitHandler => ({
      start: input.varint(),
      end: input.varint(),
      target: input.varint(),
      register: input.varint(),
      kind: flag(input, 1) === 1 ? 'finally' : 'catch',
    }),
  );
  const captures = read(input, 2, (): UnitCapture => {
    const bits = flag(input, 3);
    return {
      from: bits & 2 ? 'outer' : 'register',
      kind: bits & 1 ? 'value' : 'cell',
      index: input.varint(),
    };
  });
  let word = 0;
  let line = 0;
  const lines = read(input, 3, () => {
    word += input.varint();
    line += input.signed();
    return { word, line, column: input.varint() };
  });
  return {
    name,
    length,
    parameters,
    registers,
    cellStart,
    cells,
    flags,
    instanceSlots,
    code,
    handlers,
    captures,
    lines,
    file,
  };
}

function readGlobal(input: ByteReader): UnitGlobal {
  const name = input.varint();
  const module = input.varint();
  if (flag(input, 1) === 0) return { name, module };
  return { name, module, from: { specifier: input.varint(), name: input.varint() } };
}

function readModule(input: ByteReader): UnitModule {
  return {
    name: input.varint(),
    init: input.varint(),
    exports: read(input, 2, () => ({ name: input.varint(), global: input.varint() })),
    stars: read(input, 1, () => input.varint()),
    requests: read(input, 1, () => input.varint()),
  };
}

/** A byte that is at most `largest`. */
function flag(input: ByteReader, largest: number): number {
  const value = input.byte();
  if (value > largest) input.fail(`${value} where at most ${largest} may stand`);
  return value;
}

function read<T>(input: ByteReader, bytesEach: number, one: () => T): T[] {
  const count = input.count(bytesEach);
  const items: T[] = [];
  for (let index = 0; index < count; index++) items.push(one());
  return items;
}
