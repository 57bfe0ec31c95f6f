/**
 * The builtin descriptors of the code area, from the table of builtin objects.
 */
import { ACCESSOR, CONFIGURABLE, WRITABLE } from '../../assembly/layouts';
import {
  BUILTIN_BYTES,
  BUILTIN_PROPERTY_BYTES,
  BuiltinKind,
  BuiltinProperty,
} from '../../assembly/memory-map';
import { ClassId, coreBuiltins, wellKnownSymbols } from '../../assembly/names';
import {
  SPECIAL_FALSE,
  SPECIAL_NULL,
  SPECIAL_TRUE,
  SPECIAL_UNDEFINED,
  TAG_SPECIAL,
  TAG_STRING,
  TAG_SYMBOL,
} from '../../assembly/value';
import { VmError } from '../vm/errors';
import type {
  BuiltinObject,
  BuiltinPropertyRow,
  BuiltinTable,
  FunctionReference,
} from './builtin-table';
import type { CodeWriter, StringPool } from './code-writer';

const kinds = {
  object: BuiltinKind.OBJECT as number,
  function: BuiltinKind.FUNCTION as number,
  array: BuiltinKind.ARRAY as number,
};

const classes = {
  object: ClassId.OBJECT as number,
  function: ClassId.FUNCTION as number,
  array: ClassId.ARRAY as number,
};

const defaultPrototypes = {
  object: 'Object.prototype',
  function: 'Function.prototype',
  array: 'Array.prototype',
};

export class BuiltinLayout {
  private readonly indices = new Map<string, number>();
  private readonly globals = new Map<string, number>();

  constructor(
    private readonly table: BuiltinTable,
    private readonly writer: CodeWriter,
    private readonly strings: StringPool,
    /** Addresses of the well-known symbols. */
    private readonly symbols: readonly number[],
  ) {
    for (const [index, { name, global }] of table.entries()) {
      if (this.indices.has(name)) throw bad(`names '${name}' twice`);
      this.indices.set(name, index);
      if (global) this.globals.set(name, index);
    }
    for (const [index, name] of coreBuiltins().entries()) {
      if (table[index]?.name !== name) throw bad(`must have '${name}' at place ${index}`);
    }
  }

  /** The index of a builtin that programs reach by name. */
  global(name: string): number {
    const index = this.globals.get(name);
    if (index !== undefined) return index;
    throw new VmError('BAD_BYTECODE', `there is no builtin '${name}'`);
  }

  /** Writes the descriptors and returns the address of the first. */
  lay(template: (reference: FunctionReference) => number): number {
    const base = this.writer.allocate(Math.max(this.table.length, 1) * BUILTIN_BYTES);
    for (const [index, row] of this.table.entries()) {
      this.layObject(base + index * BUILTIN_BYTES, row, template);
    }
    return base;
  }

  private layObject(
    address: number,
    row: BuiltinObject,
    template: (reference: FunctionReference) => number,
  ): void {
    const { writer, strings } = this;
    if ((row.kind === 'function') !== (row.call !== undefined)) {
      throw bad(`must say what '${row.name}' runs if it is a function, and only then`);
    }
    const call = row.call ? template(row.call) : 0;
    const name = strings.add(row.name);
    const keys = this.layKeys(row);
    const properties = writer.allocate(row.properties.length * BUILTIN_PROPERTY_BYTES);
    for (const [index, property] of row.properties.entries()) {
      this.layProperty(properties + index * BUILTIN_PROPERTY_BYTES, property, template);
    }
    writer.setU32(address, kinds[row.kind]);
    writer.setU32(address + 4, row.classId ?? classes[row.kind]);
    writer.setU32(address + 8, this.prototypeOf(row));
    writer.setU32(address + 12, call);
    writer.setU32(address + 16, row.properties.length);
    writer.setU32(address + 20, properties);
    writer.setU32(address + 24, keys);
    writer.setU32(address + 28, name);
  }

  private prototypeOf(row: BuiltinObject): number {
    if (row.prototype === null) return 0;
    if (row.prototype !== undefined) return this.index(row.prototype) + 1;
    if (row.name === 'Object.prototype') return 0;
    const usual = defaultPrototypes[row.kind];
    return this.index(row.name === usual ? 'Object.prototype' : usual) + 1;
  }

  private index(name: string): number {
    const index = this.indices.get(name);
    if (index === undefined) throw bad(`refers to '${name}', which it does not hold`);
    return index;
  }

  /** The key list: slots (key, attributes), (key, attributes)… */
  private layKeys({ name, properties }: BuiltinObject): number {
    const { writer } = this;
    if (new Set(properties.map((row) => row.key)).size !== properties.length) {
      throw bad(`gives '${name}' the same key twice`);
    }
    const keys = properties.map((row) => this.keyOf(row.key));
    const list = writer.allocateSlots(2 * properties.length);
    for (const [index, row] of properties.entries()) {
      const [tag, address] = keys[index];
      writer.setSlot(list + 8 + 16 * index, tag, address);
      writer.setSlot(list + 16 + 16 * index, 0, attributesOf(row));
    }
    return list;
  }

  private keyOf(key: string): [tag: number, address: number] {
    if (!key.startsWith('@@')) return [TAG_STRING, this.strings.add(key)];
    const symbol = wellKnownSymbols().indexOf(key.slice(2));
    if (symbol < 0) throw bad(`uses the unknown symbol '${key}'`);
    return [TAG_SYMBOL, this.symbols[symbol]];
  }

  private layProperty(
    address: number,
    { value }: BuiltinPropertyRow,
    template: (reference: FunctionReference) => number,
  ): void {
    const { writer } = this;
    if ('function' in value) {
      writer.setU32(address, BuiltinProperty.FUNCTION);
      writer.setU32(address + 4, template(value.function));
    } else if ('builtin' in value) {
      writer.setU32(address, BuiltinProperty.BUILTIN);
      writer.setU32(address + 4, this.index(value.builtin));
    } else if ('constant' in value) {
      writer.setU32(address, BuiltinProperty.CONSTANT);
      this.layConstant(address + 8, value.constant);
    } else if ('symbol' in value) {
      writer.setU32(address, BuiltinProperty.CONSTANT);
      writer.setSlot(address + 8, ...this.keyOf(`@@${value.symbol}`));
    } else {
      writer.setU32(address, BuiltinProperty.ACCESSOR);
      writer.setU32(address + 8, value.getter ? template(value.getter) : 0);
      writer.setU32(address + 12, value.setter ? template(value.setter) : 0);
    }
  }

  private layConstant(address: number, value: number | string | boolean | null | undefined): void {
    const { writer } = this;
    if (typeof value === 'number') writer.setNumber(address, value);
    else if (typeof value === 'string') {
      writer.setSlot(address, TAG_STRING, this.strings.add(value));
    } else if (value === undefined) writer.setSlot(address, TAG_SPECIAL, SPECIAL_UNDEFINED);
    else if (value === null) writer.setSlot(address, TAG_SPECIAL, SPECIAL_NULL);
    else writer.setSlot(address, TAG_SPECIAL, value ? SPECIAL_TRUE : SPECIAL_FALSE);
  }
}

function attributesOf({ attributes, value }: BuiltinPropertyRow): number {
  if ('function' in value || 'builtin' in value) {
    return attributes ?? WRITABLE | CONFIGURABLE;
  }
  if ('constant' in value || 'symbol' in value) return attributes ?? 0;
  return (attributes ?? CONFIGURABLE) | ACCESSOR;
}

const bad = (message: string): VmError =>
  new VmError('BAD_BYTECODE', `the builtin table ${message}`);
