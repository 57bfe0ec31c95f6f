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
 * The same units give the same bytes, and units that are added behind others change nothing of where those lie (src/vm/relocate.ts
 * counts on it). The library comes first and is laid out once (link-library.ts): it lies at the same addresses in every image.
 */
import {
  CACHE_BYTES,
  DIR_INTERN,
  DIR_INTERN_MASK,
  DIR_INTERN_REST,
  DIR_INTERN_REST_COUNT,
  DIR_MODULE_COUNT,
  DIR_MODULES,
  FLAG_ASYNC,
  TEMPLATE_BYTES,
} from '../../assembly/memory-map';
import { VmError } from '../vm/errors';
import { CodeImage, type ImageModule } from './code-image';
import { alignUp } from './code-writer';
import type { Fixups } from './link-functions';
import { type LinkTables, libraryLayout } from './link-library';
import { ModuleGraph } from './link-modules';
import { UnitLayout } from './link-unit';
import type { Unit } from './unit';

export interface LinkOptions extends LinkTables {
  /**
   * Units whose entry modules the program starts with: one, or, when units were added since, one for each time. Modules are evaluated in this
   * order, each with what it needs; exports are those of the last. Default: [1], the first after the library.
   */
  entries?: readonly number[];
}

/**
 * Entries of the overflow pool of inline caches, for sites that meet several shapes: some for the library's sites, two for each of the
 * program's, and not beyond a bound. The pool is part of what every lease is cleaned of, so a small program has a small one.
 */
export const poolEntries = (programSites: number): number => Math.min(128 + 2 * programSites, 1024);

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
  const library = libraryLayout(units[0], options);
  const graph = new ModuleGraph(units, library.evaluated);
  const { entries = [1] } = options;
  const entry = graph.entryOf(entries.at(-1)!);
  const layout = new UnitLayout(library.layout);
  const { writer, strings } = layout;
  const templates = [library.templates];
  const unitBounds: number[] = [];
  for (let unit = 1; unit < units.length; unit++) {
    unitBounds.push(writer.end);
    templates.push(layout.allocateTemplates(units[unit]));
    layout.layUnit(units[unit], unit, templates[unit], graph.slots[unit]);
  }

  const roots = entries.map((unit) => graph.entryOf(unit)).filter((module) => module !== undefined);
  const order = graph.evaluationOrder(roots);
  const evaluated = [...[...library.evaluated].map((index) => graph.modules[index]), ...order];
  unitBounds.push(writer.end);
  const records = writer.allocate(evaluated.length * MODULE_RECORD_BYTES);
  const modules = evaluated.map(({ unit, name, module }, index): ImageModule => {
    const record = records + index * MODULE_RECORD_BYTES;
    const asynchronous = (units[unit].functions[module.init].flags & FLAG_ASYNC) !== 0;
    writer.setU32(record, templates[unit] + module.init * TEMPLATE_BYTES);
    writer.setU32(record + 4, asynchronous ? MODULE_ASYNC : 0);
    return { name, unit, asynchronous };
  });
  writer.setU32(DIR_MODULES, records);
  writer.setU32(DIR_MODULE_COUNT, modules.length);
  const { table, mask, rest, restCount } = strings.layInternTable();
  writer.setU32(DIR_INTERN, table);
  writer.setU32(DIR_INTERN_MASK, mask);
  writer.setU32(DIR_INTERN_REST, rest);
  writer.setU32(DIR_INTERN_REST_COUNT, restCount);

  const codeEnd = writer.end;
  const cachePool = codeEnd + layout.caches * CACHE_BYTES;
  const programSites = layout.caches - library.layout.caches;
  const cacheEnd = cachePool + poolEntries(programSites) * CACHE_BYTES;
  const globalsEnd = cacheEnd + 8 * graph.slotCount;
  // Addresses that depend on where the code ends.
  const fixUp = ({ caches, slots }: Fixups): void => {
    for (let index = 0; index < caches.length; index += 2) {
      writer.setU32(caches[index], codeEnd + caches[index + 1] * CACHE_BYTES);
    }
    for (let index = 0; index < slots.length; index += 2) {
      writer.setU32(slots[index], cacheEnd + slots[index + 1] * 8);
    }
  };
  fixUp(library.layout.functions.fixups);
  fixUp(layout.functions.fixups);

  const addresses = (slots: Map<string, number>): Map<string, number> =>
    new Map([...slots].map(([name, slot]) => [name, cacheEnd + 8 * slot]));
  return new CodeImage({
    bytes: writer.finish(),
    units,
    entries,
    unitBounds,
    codeEnd,
    cacheBase: codeEnd,
    cachePool,
    cacheEnd,
    globalsBase: cacheEnd,
    globalsEnd,
    heapBase: alignUp(globalsEnd, 64),
    imports: layout.imports,
    modules,
    exports: entry ? addresses(graph.exportSlots(entry)) : new Map(),
    moduleExports: (name) => {
      const module = graph.find(name);
      return module && addresses(graph.exportSlots(module));
    },
    functions: [library.functions, layout.functions.linked],
    missingHelpers: library.missingHelpers,
    strings,
  });
}
