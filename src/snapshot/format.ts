/**
 * The format of snapshots (docs/snapshot.md), little-endian throughout:
 *
 *   +0   8 bytes   magic 'RAYASNAP'
 *   +8   u16       format version
 *   +10  u16       flags: 1 the payload is compressed, 2 signed
 *   +12  u32       checksum of everything from +16 to the end of the payload
 *   +16  u32       bytes of the payload as it is stored
 *   +20  u32       bytes of the payload
 *   +24  32 bytes  SHA-256 of the layout (layout-hash.ts)
 *   +56  32 bytes  SHA-256 of the program
 *   +88            payload: u32 number of sections, then for each u32 kind, u32 offset, u32 length; the sections, each at a multiple of 8
 *        32 bytes  HMAC-SHA-256 of everything before, when signed
 */

import { equalInConstantTime, hmacSha256 } from '../bytecode/checksums';
import { VmError } from '../vm/errors';
import { checksum, compress, decompress } from './codec';
import { type HostState, parseHostState } from './host-state';

export const FORMAT_VERSION = 1;

const MAGIC = 'RAYASNAP';
const HEAD_BYTES = 88;
const SIGNATURE_BYTES = 32;
const HASH_BYTES = 32;
const FLAG_COMPRESSED = 1;
const FLAG_SIGNED = 2;
/** Larger images than a region can be are not unpacked. */
const MAX_PAYLOAD_BYTES = 0xffff0000;
const MAX_SECTIONS = 16;
const MAX_UNITS = 10_000;

const enum Section {
  HOST = 1,
  HEADER = 2,
  BODY = 3,
  CODE = 4,
}

/** The program of a snapshot. */
export interface CodeState {
  /** Bytecode of each unit, in the order in which they were linked. */
  readonly units: readonly Uint8Array[];
  /** Which of them was given to loadBytecode, -1 for none. */
  readonly main: number;
  /** Unit whose entry module was the entry, for each time that something was linked; counted from 1. */
  readonly entries: readonly number[];
}

/** What a snapshot says. */
export interface SnapshotContent {
  /** In hexadecimal. */
  readonly layoutHash: string;
  readonly programHash: string;
  readonly host: HostState;
  /** Header of the region up to its scratch area. */
  readonly header: Uint8Array;
  /** Globals, then the heap. */
  readonly body: Uint8Array;
  /** Absent when the program is named by its hash only. */
  readonly code: CodeState | undefined;
}

export interface EncodeOptions {
  readonly compress: boolean;
  /** Key of the signature. */
  readonly sign: Uint8Array | undefined;
}

export function badSnapshot(reason: string): never {
  throw new VmError('BAD_SNAPSHOT', reason);
}

// ---- Writing ----

export function encodeSnapshot(content: SnapshotContent, options: EncodeOptions): Uint8Array {
  const sections: [Section, Uint8Array][] = [
    [Section.HOST, new TextEncoder().encode(JSON.stringify(content.host))],
    [Section.HEADER, content.header],
    [Section.BODY, content.body],
  ];
  if (content.code !== undefined) sections.push([Section.CODE, encodeCode(content.code)]);
  const directory = align(4 + 12 * sections.length);
  const total = sections.reduce((sum, [, bytes]) => sum + align(bytes.length), directory);
  const signature = options.sign === undefined ? 0 : SIGNATURE_BYTES;
  const whole = new Uint8Array(HEAD_BYTES + total + signature);
  const payload = whole.subarray(HEAD_BYTES, HEAD_BYTES + total);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  view.setUint32(0, sections.length, true);
  let offset = directory;
  for (const [index, [kind, bytes]] of sections.entries()) {
    view.setUint32(4 + 12 * index, kind, true);
    view.setUint32(8 + 12 * index, offset, true);
    view.setUint32(12 + 12 * index, bytes.length, true);
    payload.set(bytes, offset);
    offset += align(bytes.length);
  }
  return finish(whole, payload, content, options);
}

/** Compresses the payload if that is wanted, and writes what stands before and behind it. */
function finish(
  whole: Uint8Array,
  payload: Uint8Array,
  { layoutHash, programHash }: SnapshotContent,
  options: EncodeOptions,
): Uint8Array {
  let result = whole;
  let stored = payload.length;
  if (options.compress) {
    const packed = compress(payload);
    stored = packed.length;
    result = new Uint8Array(HEAD_BYTES + stored + (options.sign ? SIGNATURE_BYTES : 0));
    result.set(packed, HEAD_BYTES);
  }
  const head = new DataView(result.buffer, result.byteOffset, HEAD_BYTES);
  for (let index = 0; index < MAGIC.length; index++) head.setUint8(index, MAGIC.charCodeAt(index));
  head.setUint16(8, FORMAT_VERSION, true);
  head.setUint16(
    10,
    (options.compress ? FLAG_COMPRESSED : 0) | (options.sign ? FLAG_SIGNED : 0),
    true,
  );
  head.setUint32(16, stored, true);
  head.setUint32(20, payload.length, true);
  result.set(fromHex(layoutHash), 24);
  result.set(fromHex(programHash), 56);
  const end = HEAD_BYTES + stored;
  head.setUint32(12, checksum(result.subarray(16, end)), true);
  if (options.sign !== undefined) {
    result.set(hmacSha256(options.sign, result.subarray(0, end)), end);
  }
  return result;
}

/** i32 main, u32 units, u32 entries, the entries, then each unit: u32 length, its bytes, to a multiple of 8. */
function encodeCode({ main, units, entries }: CodeState): Uint8Array {
  const head = 12 + 4 * entries.length;
  const bytes = new Uint8Array(head + units.reduce((sum, unit) => sum + 4 + align(unit.length), 0));
  const view = new DataView(bytes.buffer);
  view.setInt32(0, main, true);
  view.setUint32(4, units.length, true);
  view.setUint32(8, entries.length, true);
  for (const [index, entry] of entries.entries()) view.setUint32(12 + 4 * index, entry, true);
  let offset = head;
  for (const unit of units) {
    view.setUint32(offset, unit.length, true);
    bytes.set(unit, offset + 4);
    offset += 4 + align(unit.length);
  }
  return bytes;
}

// ---- Reading ----

/** The head of a snapshot. */
export interface SnapshotHead {
  readonly formatVersion: number;
  readonly flags: number;
  readonly layoutHash: string;
  readonly programHash: string;
  readonly stored: number;
  readonly length: number;
}

/** @throws VmError BAD_SNAPSHOT */
export function decodeHead(bytes: Uint8Array): SnapshotHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < MAGIC.length) badSnapshot(`${bytes.length} bytes are none`);
  for (let index = 0; index < MAGIC.length; index++) {
    if (bytes[index] !== MAGIC.charCodeAt(index)) badSnapshot('the bytes are no snapshot');
  }
  if (bytes.length < HEAD_BYTES) badSnapshot('it is truncated');
  const formatVersion = view.getUint16(8, true);
  if (formatVersion !== FORMAT_VERSION) {
    badSnapshot(`its format version is ${formatVersion}, this build reads ${FORMAT_VERSION}`);
  }
  const head = {
    formatVersion,
    flags: view.getUint16(10, true),
    layoutHash: toHex(bytes.subarray(24, 56)),
    programHash: toHex(bytes.subarray(56, 88)),
    stored: view.getUint32(16, true),
    length: view.getUint32(20, true),
  };
  if (head.flags & ~(FLAG_COMPRESSED | FLAG_SIGNED)) badSnapshot(`it has odd flags, ${head.flags}`);
  const signature = head.flags & FLAG_SIGNED ? SIGNATURE_BYTES : 0;
  const expected = HEAD_BYTES + head.stored + signature;
  if (bytes.length < expected) badSnapshot('it is truncated');
  if (bytes.length > expected) badSnapshot('there are bytes behind its end');
  return head;
}

/**
 * Takes a snapshot apart.
 * @param key when given, the snapshot must be signed with it, and nothing is read before that is checked
 * @throws VmError BAD_SNAPSHOT
 */
export function decodeSnapshot(bytes: Uint8Array, key?: Uint8Array): SnapshotContent {
  if (key !== undefined) checkSignature(bytes, key);
  const { flags, layoutHash, programHash, stored, length } = decodeHead(bytes);
  if (flags & FLAG_SIGNED && key === undefined) badSnapshot('it is signed: give the key');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = HEAD_BYTES + stored;
  if (checksum(bytes.subarray(16, end)) !== view.getUint32(12, true)) {
    badSnapshot('its checksum is wrong');
  }
  if (length > MAX_PAYLOAD_BYTES) badSnapshot('it is larger than a region');
  const payload = unpack(bytes.subarray(HEAD_BYTES, end), length, (flags & FLAG_COMPRESSED) !== 0);
  const sections = readSections(payload);
  const code = sections.get(Section.CODE);
  return {
    layoutHash,
    programHash,
    host: readHost(section(sections, Section.HOST)),
    header: section(sections, Section.HEADER),
    body: section(sections, Section.BODY),
    code: code && decodeCode(code),
  };
}

function checkSignature(bytes: Uint8Array, key: Uint8Array): void {
  const end = bytes.length - SIGNATURE_BYTES;
  const isSigned = end >= HEAD_BYTES && ((bytes[10] ?? 0) & FLAG_SIGNED) !== 0;
  if (!isSigned) badSnapshot('it is not signed');
  if (!equalInConstantTime(hmacSha256(key, bytes.subarray(0, end)), bytes.subarray(end))) {
    badSnapshot('its signature is wrong');
  }
}

function unpack(stored: Uint8Array, length: number, isCompressed: boolean): Uint8Array {
  if (!isCompressed) {
    if (stored.length !== length) badSnapshot('it has another length than it says');
    return stored;
  }
  try {
    return decompress(stored, length);
  } catch (error) {
    return badSnapshot(`it cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

function readSections(payload: Uint8Array): Map<number, Uint8Array> {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const count = payload.length < 4 ? 0 : view.getUint32(0, true);
  if (count === 0 || count > MAX_SECTIONS || 4 + 12 * count > payload.length) {
    badSnapshot('it has no directory');
  }
  const sections = new Map<number, Uint8Array>();
  for (let index = 0; index < count; index++) {
    const at = 4 + 12 * index;
    const kind = view.getUint32(at, true);
    const offset = view.getUint32(at + 4, true);
    const length = view.getUint32(at + 8, true);
    if (offset % 8 !== 0 || offset + length > payload.length) badSnapshot('a section lies outside');
    if (sections.has(kind) || kind < Section.HOST || kind > Section.CODE)
      badSnapshot('an odd section');
    sections.set(kind, payload.subarray(offset, offset + length));
  }
  return sections;
}

function section(sections: Map<number, Uint8Array>, kind: Section): Uint8Array {
  const found = sections.get(kind);
  return found ?? badSnapshot(`section ${kind} is missing`);
}

function readHost(bytes: Uint8Array): HostState {
  try {
    return parseHostState(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return badSnapshot(
      `what it says of the host: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function decodeCode(bytes: Uint8Array): CodeState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < 12 ? 0 : view.getUint32(4, true);
  const links = count === 0 ? 0 : view.getUint32(8, true);
  if (count === 0 || count > MAX_UNITS || links === 0 || 12 + 4 * links > bytes.length) {
    badSnapshot('it holds no program');
  }
  const entries = Array.from({ length: links }, (_, index) => view.getUint32(12 + 4 * index, true));
  const units: Uint8Array[] = [];
  let offset = 12 + 4 * links;
  for (let index = 0; index < count; index++) {
    if (offset + 4 > bytes.length) badSnapshot('its program is truncated');
    const length = view.getUint32(offset, true);
    if (length > bytes.length - offset - 4) badSnapshot('its program is truncated');
    units.push(bytes.subarray(offset + 4, offset + 4 + length));
    offset += 4 + align(length);
  }
  return { main: view.getInt32(0, true), units, entries };
}

// ---- Bytes ----

const align = (length: number): number => Math.ceil(length / 8) * 8;

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(HASH_BYTES);
  for (let index = 0; index < HASH_BYTES; index++) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}
