/**
 * The first part of every code area: directory, characters, known keys, symbols, the library unit, builtin descriptors.
 * It is laid out once for a library and its tables; every program's image starts with a copy.
 */
import {
  CODE,
  DIR_BUILTIN_COUNT,
  DIR_BUILTINS,
  DIR_CHARACTERS,
  DIR_EMPTY_STRING,
  DIR_END,
  DIR_HELPERS,
  DIR_KEYS,
  DIR_SYMBOLS,
  TEMPLATE_BYTES,
} from '../../assembly/memory-map';
import { knownKeys, libraryHelpers, wellKnownSymbols } from '../../assembly/names';
import { Op } from '../../assembly/opcodes';
import { TAG_STRING } from '../../assembly/value';
import { VmError } from '../vm/errors';
import type { BuiltinTable, NativeTable } from './builtin-table';
import type { LinkedFunction } from './code-image';
import { CodeWriter } from './code-writer';
import { CodeReader, instructions } from './instructions';
import { libraryExports } from './library-exports';
import { BuiltinLayout } from './link-builtins';
import { ModuleGraph } from './link-modules';
import { type LayoutBase, UnitLayout } from './link-unit';
import type { Unit } from './unit';

/** What the library is linked with. */
export interface LinkTables {
  builtins: BuiltinTable;
  natives: NativeTable;
}

/** A library, laid out. */
export interface LibraryLayout {
  readonly layout: LayoutBase;
  /** Address of the library's first template. */
  readonly templates: number;
  /** Ascending by code address. */
  readonly functions: readonly LinkedFunction[];
  /** Modules whose top-level code every Vm runs, by index, in order. */
  readonly evaluated: ReadonlySet<number>;
  readonly missingHelpers: readonly string[];
}

const layouts = new WeakMap<Unit, { tables: LinkTables; layout: LibraryLayout }>();

/** The layout of a library, made at its first use with these tables. Neither may change afterwards. */
export function libraryLayout(library: Unit, { builtins, natives }: LinkTables): LibraryLayout {
  const known = layouts.get(library);
  if (known && known.tables.builtins === builtins && known.tables.natives === natives) {
    return known.layout;
  }
  const layout = layLibrary(library, { builtins, natives });
  layouts.set(library, { tables: { builtins, natives }, layout });
  return layout;
}

function layLibrary(library: Unit, { builtins: table, natives }: LinkTables): LibraryLayout {
  const writer = new CodeWriter();
  writer.allocate(DIR_END - CODE);
  const layout = new UnitLayout({ writer, natives });
  const { strings, functions } = layout;
  const keys = knownKeys().map((key) => strings.add(key));
  writer.setU32(DIR_CHARACTERS, strings.characters);
  writer.setU32(DIR_KEYS, layout.layAddresses(keys));
  writer.setU32(DIR_EMPTY_STRING, strings.add(''));
  const symbols = wellKnownSymbols().map((name) => {
    const description = strings.add(`Symbol.${name}`);
    const symbol = writer.allocateSlots(1);
    writer.setSlot(symbol + 8, TAG_STRING, description);
    return symbol;
  });
  writer.setU32(DIR_SYMBOLS, layout.layAddresses(symbols));
  const builtins = new BuiltinLayout(table, writer, strings, symbols);
  layout.setBuiltins(builtins);

  const evaluated = evaluatedModules(library);
  const [slots] = new ModuleGraph([library], evaluated).slots;
  const templates = layout.allocateTemplates(library);
  const exported = libraryExports(library);
  const helpers = libraryHelpers().map((name) =>
    helperTemplate(library, templates, exported, name),
  );
  writer.setU32(DIR_HELPERS, layout.layAddresses(helpers));
  functions.setLibrary({ unit: library, templates, exported }, helpers);
  layout.layUnit(library, 0, templates, slots, deadCode(library, evaluated));
  writer.setU32(
    DIR_BUILTINS,
    builtins.lay((reference) => functions.reference(reference)),
  );
  writer.setU32(DIR_BUILTIN_COUNT, table.length);

  const { imports, caches } = layout;
  return {
    layout: { bytes: writer.finish(), strings, functions, builtins, natives, imports, caches },
    templates,
    // A builtin may share the code of a library function; the function itself comes first.
    functions: [...functions.linked].sort((a, b) => a.code - b.code || a.index - b.index),
    evaluated,
    missingHelpers: libraryHelpers().filter((name) => !exported.has(name)),
  };
}

/** The template behind a LibraryHelper, 0 while the library does not export it. */
function helperTemplate(
  library: Unit,
  templates: number,
  exported: ReadonlyMap<string, number>,
  name: string,
): number {
  const index = exported.get(name);
  if (index === undefined) return 0;
  if (library.functions[index].captures.length > 0) {
    throw new VmError('BAD_BYTECODE', `the library's '${name}' captures variables`);
  }
  return templates + index * TEMPLATE_BYTES;
}

/**
 * Modules whose variables library code reads, dependencies first. Most library modules only declare functions that are
 * reached through templates: their top-level code would fill every new Vm with closures that nobody uses.
 */
function evaluatedModules(library: Unit): Set<number> {
  const graph = new ModuleGraph([library]);
  const [slots] = graph.slots;
  const read = new Set<number>();
  for (const source of library.functions) {
    const code = new CodeReader(source.code);
    for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
      const op = code.op(word);
      if (op === Op.LOADG || op === Op.LOADGC) read.add(slots[code.extraLow(word)]);
    }
  }
  const isRead = (module: number): boolean =>
    library.globals.some(
      (global, index) => global.module === module && !global.from && read.has(slots[index]),
    );
  const order = graph.evaluationOrder(graph.modules).map((module) => module.index);
  return new Set(order.filter(isRead));
}

/** Top-level code that never runs, by function index: the code area does without it. */
function deadCode(library: Unit, evaluated: ReadonlySet<number>): Set<number> {
  return new Set(
    library.modules.flatMap(({ init }, index) => (evaluated.has(index) ? [] : [init])),
  );
}
