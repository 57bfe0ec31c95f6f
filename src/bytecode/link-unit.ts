/**
 * Units in the code area, one after the other: strings, key lists, functions. A layout can go on from an earlier one,
 * which then must not change any more.
 */
import { ALL_ATTRIBUTES } from '../../assembly/layouts';
import { TEMPLATE_BYTES } from '../../assembly/memory-map';
import { TAG_STRING } from '../../assembly/value';
import type { NativeTable } from './builtin-table';
import type { CapabilityImport } from './code-image';
import { CodeWriter, StringPool } from './code-writer';
import type { BuiltinLayout } from './link-builtins';
import { FunctionLayout, type Relocation } from './link-functions';
import type { Unit } from './unit';

/** Attributes of the properties of an object literal: writable, enumerable, configurable. */

/** What a layout starts from. */
export interface LayoutBase {
  /** Everything laid out before, from CODE on. */
  readonly bytes: Uint8Array;
  readonly strings: StringPool;
  readonly functions: FunctionLayout;
  readonly builtins: BuiltinLayout;
  readonly natives: NativeTable;
  readonly imports: readonly CapabilityImport[];
  /** Number of inline-cache sites. */
  readonly caches: number;
}

export class UnitLayout {
  readonly writer: CodeWriter;
  readonly strings: StringPool;
  readonly functions: FunctionLayout;
  /** Capabilities of all units, each once. */
  readonly imports: CapabilityImport[] = [];
  caches = 0;
  private builtins: BuiltinLayout | undefined;
  private readonly importIndices = new Map<string, number>();

  /** @param start a layout to go on from, or the writer of a new one */
  constructor(start: LayoutBase | { writer: CodeWriter; natives: NativeTable }) {
    const base = 'bytes' in start ? start : undefined;
    this.writer = 'writer' in start ? start.writer : new CodeWriter(start.bytes);
    this.strings = new StringPool(this.writer, base?.strings);
    this.functions = new FunctionLayout(this.writer, this.strings, start.natives);
    this.builtins = base?.builtins;
    this.caches = base?.caches ?? 0;
    for (const { namespace, name } of base?.imports ?? []) this.importIndex(namespace, name);
  }

  setBuiltins(builtins: BuiltinLayout): void {
    this.builtins = builtins;
  }

  /** Room for the templates of a unit, one after the other. */
  allocateTemplates(unit: Unit): number {
    return this.writer.allocate(unit.functions.length * TEMPLATE_BYTES);
  }

  /** @param dead functions that never run, by index: their templates stay empty */
  layUnit(
    unit: Unit,
    unitIndex: number,
    templates: number,
    slots: readonly number[],
    dead?: ReadonlySet<number>,
  ): void {
    const strings = unit.strings.map((text) => this.strings.add(text));
    const literals = unit.literals.map((keys) => this.layKeyList(keys.map((key) => strings[key])));
    const relocation: Relocation = {
      strings,
      literals,
      templates,
      builtins: unit.builtins.map((name) => this.builtins!.global(unit.strings[name])),
      imports: unit.imports.map((row) =>
        this.importIndex(unit.strings[row.namespace], unit.strings[row.name]),
      ),
      slots,
      firstCache: this.caches,
    };
    for (const [index, source] of unit.functions.entries()) {
      if (!dead?.has(index)) this.functions.lay(unit, unitIndex, index, source, relocation);
    }
    this.caches += unit.caches;
  }

  /** A table of u32. */
  layAddresses(addresses: readonly number[]): number {
    const table = this.writer.allocate(4 * addresses.length);
    for (const [index, address] of addresses.entries()) {
      this.writer.setU32(table + 4 * index, address);
    }
    return table;
  }

  /** Slots (key, attributes), (key, attributes)… */
  private layKeyList(keys: readonly number[]): number {
    const list = this.writer.allocateSlots(2 * keys.length);
    for (const [index, key] of keys.entries()) {
      this.writer.setSlot(list + 8 + 16 * index, TAG_STRING, key);
      this.writer.setSlot(list + 16 + 16 * index, 0, ALL_ATTRIBUTES);
    }
    return list;
  }

  private importIndex(namespace: string, name: string): number {
    const key = `${namespace}\0${name}`;
    let index = this.importIndices.get(key);
    if (index === undefined) {
      index = this.imports.push({ namespace, name }) - 1;
      this.importIndices.set(key, index);
    }
    return index;
  }
}
