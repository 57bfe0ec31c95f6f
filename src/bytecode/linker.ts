/**
 * The linker: lays the library and a program's units out in the code area and replaces indices by addresses.
 *
 *   CODE     directory (DIR_* of memory-map.ts)
 *            256 one-character strings
 *            the library: strings, key and symbol tables, templates, code, helpers, builtin descriptors
 *            each unit: strings, key lists, templates, code
 *            module records, intern table
 *   codeEnd
 *
 * The same units give the same bytes. Whatever belongs to the library has the same address in every image.
 */
import {
  CACHE_BYTES,
  DIR_BUILTIN_COUNT,
  DIR_BUILTINS,
  DIR_CHARACTERS,
  DIR_EMPTY_STRING,
  DIR_END,
  DIR_HELPERS,
  DIR_INTERN,
  DIR_INTERN_MASK,
  DIR_KEYS,
  DIR_MODULE_COUNT,
  DIR_MODULES,
  DIR_SYMBOLS,
  FLAG_ASYNC,
  TEMPLATE_BYTES,
} from '../../assembly/memory-map';
import { knownKeys, libraryHelpers, wellKnownSymbols } from '../../assembly/names';
import { Op } from '../../assembly/opcodes';
import { VmError } from '../vm/errors';
import { TAG_STRING } from './boxing';
import type { BuiltinTable, NativeTable } from './builtin-table';
import { type CapabilityImport, CodeImage, type ImageModule } from './code-image';
import { alignUp, CodeWriter, StringPool } from './code-writer';
import { CodeReader, instructions } from './instructions';
import { libraryExports } from './library-exports';
import { BuiltinLayout } from './link-builtins';
import { FunctionLayout } from './link-functions';
import { ModuleGraph } from './link-modules';
import type { Unit } from './unit';

export interface LinkOptions {
  builtins: BuiltinTable;
  natives: NativeTable;
  /** Which unit's entry module the program starts with; 1, the first after the library, when absent. */
  entryUnit?: number;
}

/** Entries of the overflow pool of inline caches. */
export const CACHE_POOL_ENTRIES = 1024;

/** A module record: u32 template of the top-level code, u32 flags. */
export const MODULE_RECORD_BYTES = 8;
/** The module awaits at top level. */
export const MODULE_ASYNC = 1;

/**
 * Links units, the library first.
 * @throws VmError BAD_BYTECODE when a builtin is unknown or limits are exceeded, NO_MODULE when an import leads nowhere
 */
export function link(units: readonly Unit[], options: LinkOptions): CodeImage {
  if (!units[0]?.library) throw new VmError('BAD_BYTECODE', 'the first unit is not a library');
  return new Linker(units, options).link();
}

class Linker {
  private readonly writer = new CodeWriter();
  private readonly strings: StringPool;
  private readonly functions: FunctionLayout;
  private readonly graph: ModuleGraph;
  private readonly imports: CapabilityImport[] = [];
  private readonly importIndices = new Map<string, number>();
  /** Address of each unit's first template. */
  private readonly templates: number[] = [];
  private caches = 0;

  constructor(
    private readonly units: readonly Unit[],
    private readonly options: LinkOptions,
  ) {
    this.graph = new ModuleGraph(units);
    this.writer.allocate(DIR_END - this.writer.end);
    this.strings = new StringPool(this.writer);
    this.functions = new FunctionLayout(this.writer, this.strings, options.natives);
  }

  link(): CodeImage {
    const { writer, strings, units, graph } = this;
    const directory = (field: number, value: number) => writer.setU32(field, value);
    directory(DIR_CHARACTERS, strings.characters);
    directory(DIR_KEYS, this.layAddresses(knownKeys().map((key) => strings.add(key))));
    directory(DIR_EMPTY_STRING, strings.add(''));
    const symbols = this.laySymbols();
    directory(DIR_SYMBOLS, this.layAddresses(symbols));
    const builtins = new BuiltinLayout(this.options.builtins, writer, strings, symbols);

    const [library] = units;
    this.templates.push(writer.allocate(library.functions.length * TEMPLATE_BYTES));
    const exported = libraryExports(library);
    const helpers = libraryHelpers().map((name) => this.helper(exported.get(name)));
    this.functions.setLibrary({ unit: library, templates: this.templates[0], exported }, helpers);
    directory(DIR_HELPERS, this.layAddresses(helpers));
    this.layUnit(0, builtins);
    directory(
      DIR_BUILTINS,
      builtins.lay((reference) => this.functions.reference(reference)),
    );
    directory(DIR_BUILTIN_COUNT, this.options.builtins.length);

    for (let unit = 1; unit < units.length; unit++) {
      this.templates.push(writer.allocate(units[unit].functions.length * TEMPLATE_BYTES));
      this.layUnit(unit, builtins);
    }
    const modules = this.layModules();
    const { table, mask } = strings.layInternTable();
    directory(DIR_INTERN, table);
    directory(DIR_INTERN_MASK, mask);

    const codeEnd = writer.end;
    const cachePool = codeEnd + this.caches * CACHE_BYTES;
    const cacheEnd = cachePool + CACHE_POOL_ENTRIES * CACHE_BYTES;
    const globalsEnd = cacheEnd + 8 * graph.slotCount;
    this.fixUp(codeEnd, cacheEnd);
    const entry = graph.entryOf(this.options.entryUnit ?? 1);
    const addresses = (slots: Map<string, number>) =>
      new Map([...slots].map(([name, slot]) => [name, cacheEnd + 8 * slot]));
    return new CodeImage({
      bytes: writer.finish(),
      codeEnd,
      cacheBase: codeEnd,
      cachePool,
      cacheEnd,
      globalsBase: cacheEnd,
      globalsEnd,
      heapBase: alignUp(globalsEnd, 64),
      imports: this.imports,
      modules,
      exports: entry ? addresses(graph.exportSlots(entry)) : new Map(),
      moduleExports: (name) => {
        const module = graph.find(name);
        return module && addresses(graph.exportSlots(module));
      },
      functions: this.functions.linked,
      missingHelpers: libraryHelpers().filter((name) => !exported.has(name)),
      stringAddress: (text) => strings.find(text),
    });
  }

  /** A table of u32. */
  private layAddresses(addresses: readonly number[]): number {
    const table = this.writer.allocate(4 * addresses.length);
    for (const [index, address] of addresses.entries()) {
      this.writer.setU32(table + 4 * index, address);
    }
    return table;
  }

  private laySymbols(): number[] {
    return wellKnownSymbols().map((name) => {
      const description = this.strings.add(`Symbol.${name}`);
      const symbol = this.writer.allocateSlots(1);
      this.writer.setSlot(symbol + 8, TAG_STRING, description);
      return symbol;
    });
  }

  /** The template behind a LibraryHelper, 0 while the library does not export it. */
  private helper(functionIndex: number | undefined): number {
    if (functionIndex === undefined) return 0;
    const { name, captures } = this.units[0].functions[functionIndex];
    if (captures.length > 0) {
      const text = this.units[0].strings[name];
      throw new VmError('BAD_BYTECODE', `the library's '${text}' captures variables`);
    }
    return this.templates[0] + functionIndex * TEMPLATE_BYTES;
  }

  private layUnit(unitIndex: number, builtins: BuiltinLayout): void {
    const unit = this.units[unitIndex];
    const strings = unit.strings.map((text) => this.strings.add(text));
    const literals = unit.literals.map((keys) => this.layKeyList(keys.map((key) => strings[key])));
    this.functions.layUnit(unit, unitIndex, {
      strings,
      literals,
      templates: this.templates[unitIndex],
      builtins: unit.builtins.map((name) => builtins.global(unit.strings[name])),
      imports: unit.imports.map((row) =>
        this.importIndex(unit.strings[row.namespace], unit.strings[row.name]),
      ),
      slots: this.graph.slots[unitIndex],
      firstCache: this.caches,
    });
    this.caches += unit.caches;
  }

  /** Slots (key, attributes), (key, attributes)…: every property writable, enumerable, configurable. */
  private layKeyList(keys: readonly number[]): number {
    const list = this.writer.allocateSlots(2 * keys.length);
    for (const [index, key] of keys.entries()) {
      this.writer.setSlot(list + 8 + 16 * index, TAG_STRING, key);
      this.writer.setSlot(list + 16 + 16 * index, 0, 7);
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

  /** The records of all modules that the entry needs, in the order of evaluation. */
  private layModules(): ImageModule[] {
    const { graph, units, writer } = this;
    const entry = graph.entryOf(this.options.entryUnit ?? 1);
    const order = entry ? graph.evaluationOrder([entry]) : [];
    const library = graph
      .evaluationOrder(graph.modules.filter((module) => module.unit === 0))
      .filter((module) => this.isRead(module.index));
    const modules = [...library, ...order].map(({ unit, name, module }) => ({
      name,
      unit,
      template: this.templates[unit] + module.init * TEMPLATE_BYTES,
      asynchronous: (units[unit].functions[module.init].flags & FLAG_ASYNC) !== 0,
    }));
    const table = writer.allocate(modules.length * MODULE_RECORD_BYTES);
    for (const [index, { template, asynchronous }] of modules.entries()) {
      writer.setU32(table + index * MODULE_RECORD_BYTES, template);
      writer.setU32(table + index * MODULE_RECORD_BYTES + 4, asynchronous ? MODULE_ASYNC : 0);
    }
    writer.setU32(DIR_MODULES, table);
    writer.setU32(DIR_MODULE_COUNT, modules.length);
    return modules.map(({ name, unit, asynchronous }) => ({ name, unit, asynchronous }));
  }

  private readSlots: Set<number> | undefined;

  /**
   * Does library code read a variable of this library module? Most modules only declare functions that are reached
   * through templates: their top-level code would fill every new Vm with closures that nobody uses.
   */
  private isRead(moduleIndex: number): boolean {
    const [library] = this.units;
    const [slots] = this.graph.slots;
    if (!this.readSlots) {
      this.readSlots = new Set();
      for (const source of library.functions) {
        const code = new CodeReader(source.code);
        for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
          const op = code.op(word);
          if (op === Op.LOADG || op === Op.LOADGC) this.readSlots.add(slots[code.extraLow(word)]);
        }
      }
    }
    const { readSlots } = this;
    return library.globals.some(
      (global, index) =>
        global.module === moduleIndex && !global.from && readSlots.has(slots[index]),
    );
  }

  /** Writes the addresses that depend on where the code ends. */
  private fixUp(cacheBase: number, globalsBase: number): void {
    const { caches, slots } = this.functions.fixups;
    for (let index = 0; index < caches.length; index += 2) {
      this.writer.setU32(caches[index], cacheBase + caches[index + 1] * CACHE_BYTES);
    }
    for (let index = 0; index < slots.length; index += 2) {
      this.writer.setU32(slots[index], globalsBase + slots[index + 1] * 8);
    }
  }
}
