// @ts-check
// The purity gate: a VmContext is the bytes of one memory and nothing else, so the core may keep
// no state outside of it. This reads a module's sections and names everything that would break
// that: a mutable global, a start function, an import other than the memory, constant data that
// reaches into the region of a context, or too much of it.
//
// Run by hand:  node src/build/purity-gate.mjs build/core.wasm

import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';

/** Bytes of constant data in sum, at most: they are the same in every instance and cost each one. */
export const maxDataBytes = 16 * 1024;
/** Data segments end here, at the latest: the region of a context begins at this address (HEADER of assembly/memory-map.ts). */
export const regionBase = 1024 + maxDataBytes;

// Section ids of the WebAssembly core specification, 5.5.2.
const section = { import: 2, memory: 5, global: 6, start: 8, data: 11 };
const externalKinds = ['function', 'table', 'memory', 'global', 'tag'];

/** Reads the binary format of WebAssembly; every read is checked against the end. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} [position] @param {number} [end] */
  constructor(bytes, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  byte() {
    if (this.position >= this.end) throw new Error('the module ends too early');
    return this.bytes[this.position++];
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  u32() {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a number is longer than 32 bits');
  }

  /** A signed LEB128 number of at most 64 bits. */
  s64() {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(Number(shift) + 7, value);
    }
    throw new Error('a number is longer than 64 bits');
  }

  /** @param {number} count */
  skip(count) {
    if (this.position + count > this.end) throw new Error('the module ends too early');
    this.position += count;
  }

  name() {
    const length = this.u32();
    const start = this.position;
    this.skip(length);
    return new TextDecoder().decode(this.bytes.subarray(start, this.position));
  }

  limits() {
    const flags = this.u32();
    this.u32();
    if (flags & 1) this.u32();
  }

  /**
   * A constant expression. Returns its value when it is one plain integer constant.
   * @returns {number | undefined}
   */
  constantExpression() {
    /** @type {number | undefined} */
    let value;
    let instructions = 0;
    for (;;) {
      const opcode = this.byte();
      if (opcode === 0x0b) return instructions === 1 ? value : undefined;
      instructions++;
      value = undefined;
      if (opcode === 0x41 || opcode === 0x42) value = Number(this.s64());
      else if (opcode === 0x43) this.skip(4);
      else if (opcode === 0x44) this.skip(8);
      else if (opcode === 0x23 || opcode === 0xd2 || opcode === 0xd0) this.u32();
      else if (opcode === 0xfd && this.u32() === 12) this.skip(16);
      else if (!(opcode >= 0x6a && opcode <= 0x7e)) {
        throw new Error(`a constant expression holds the opcode 0x${opcode.toString(16)}`);
      }
    }
  }
}

/**
 * What makes a module impure: one sentence each, none for a pure one.
 *
 * @param {Uint8Array} bytes the module
 * @param {{ allowedImports?: string[] }} [options] imports beyond `env.memory`, as `module.name`;
 *   the debug core may import `env.abort`
 * @returns {string[]}
 */
export function impurities(bytes, options = {}) {
  const allowed = new Set(['env.memory', ...(options.allowedImports ?? [])]);
  /** @type {string[]} */
  const found = [];
  const reader = new Reader(bytes);
  const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  if (!magic.every((expected) => reader.byte() === expected)) {
    throw new Error('this is not a WebAssembly module of version 1');
  }
  let memoryImports = 0;
  while (reader.position < reader.end) {
    const id = reader.byte();
    const size = reader.u32();
    const body = new Reader(bytes, reader.position, reader.position + size);
    reader.skip(size);
    if (id === section.import) memoryImports = readImports(body, allowed, found);
    else if (id === section.memory && body.u32() > 0) found.push('it has a memory of its own');
    else if (id === section.global) readGlobals(body, found);
    else if (id === section.start) found.push(`function ${body.u32()} is a start function`);
    else if (id === section.data) readData(body, found);
  }
  if (memoryImports === 0) found.push('the memory is not imported as env.memory');
  return found;
}

/**
 * @param {Reader} body @param {Set<string>} allowed @param {string[]} found
 * @returns {number} how often env.memory is imported
 */
function readImports(body, allowed, found) {
  let memories = 0;
  for (let count = body.u32(); count > 0; count--) {
    const name = `${body.name()}.${body.name()}`;
    const kind = body.byte();
    if (kind === 0) body.u32();
    else if (kind === 1) {
      body.byte();
      body.limits();
    } else if (kind === 2) body.limits();
    else if (kind === 3) {
      body.byte();
      if (body.byte() === 1) found.push(`the imported global ${name} is mutable`);
    } else if (kind === 4) {
      body.byte();
      body.u32();
    } else throw new Error(`import ${name} is of the unknown kind ${kind}`);
    if (name === 'env.memory' && kind === 2) memories++;
    else if (!allowed.has(name) || name === 'env.memory') {
      found.push(`${externalKinds[kind]} ${name} is imported`);
    }
  }
  return memories;
}

/** @param {Reader} body @param {string[]} found */
function readGlobals(body, found) {
  const count = body.u32();
  for (let index = 0; index < count; index++) {
    body.byte();
    if (body.byte() === 1) found.push(`global ${index} is mutable`);
    body.constantExpression();
  }
}

/** @param {Reader} body @param {string[]} found */
function readData(body, found) {
  const count = body.u32();
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const flags = body.u32();
    if (flags === 1) {
      found.push(`data segment ${index} is passive: nothing says where it will lie`);
    } else if (flags === 2) body.u32();
    else if (flags !== 0) throw new Error(`data segment ${index} has the unknown flags ${flags}`);
    const offset = flags === 1 ? undefined : body.constantExpression();
    const length = body.u32();
    body.skip(length);
    sum += length;
    if (flags === 1) continue;
    if (offset === undefined) {
      found.push(`the address of data segment ${index} is not a constant`);
    } else if (offset < 0 || offset + length > regionBase) {
      found.push(
        `data segment ${index} reaches from ${offset} to ${offset + length}, past ${regionBase}`,
      );
    }
  }
  if (sum > maxDataBytes) {
    found.push(`the data segments hold ${sum} bytes, more than ${maxDataBytes}`);
  }
}

/**
 * Throws an Error that lists every impurity of the module in a file.
 * @param {string} file
 * @param {{ allowedImports?: string[] }} [options]
 */
export function assertPure(file, options) {
  const found = impurities(readFileSync(file), options);
  if (found.length > 0) {
    throw new Error(
      `the purity gate refuses ${file}:\n${found.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const file = argv[2];
  if (!file) {
    console.error('usage: node src/build/purity-gate.mjs FILE.wasm');
    exit(2);
  }
  try {
    assertPure(file);
    console.log(`${file} is pure`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exit(1);
  }
}
