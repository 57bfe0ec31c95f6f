/**
 * Modules across units: which module a specifier means, which global a name is bound to (ECMA-262 ResolveExport,
 * with re-exports, `export *` and cycles), and the order of evaluation.
 */
import { VmError } from '../vm/errors';
import { MAX_LINK_STEPS, MAX_MODULES } from './limits';
import { normaliseModuleName, resolveSpecifier } from './module-names';
import type { Unit, UnitGlobal, UnitModule } from './unit';

/** A module of some unit. */
export interface LinkedModule {
  unit: number;
  index: number;
  /** As the unit names it. */
  name: string;
  module: UnitModule;
}

/** A global by unit and index: one that has a slot of its own. */
interface Binding {
  unit: number;
  global: number;
}

type Resolution = Binding | 'ambiguous' | undefined;

export class ModuleGraph {
  readonly modules: LinkedModule[] = [];
  /** Slot number of each global of each unit; imported ones have their exporter's. */
  readonly slots: number[][] = [];
  /** Number of slots. */
  slotCount = 0;
  private readonly byUnit: LinkedModule[][] = [];
  private readonly library = new Map<string, LinkedModule>();
  private readonly program = new Map<string, LinkedModule>();
  private readonly ownExports = new Map<LinkedModule, Map<string, number>>();
  private readonly resolved = new Map<LinkedModule, Map<string, Resolution>>();
  private steps = 0;

  /**
   * @param evaluated modules of the library that are evaluated, by index: variables of its other modules are neither set nor read,
   *   and get no slot (-1). All modules when absent
   */
  constructor(
    private readonly units: readonly Unit[],
    private readonly evaluated?: ReadonlySet<number>,
  ) {
    for (const [unit, { modules, strings, library }] of units.entries()) {
      const table = library ? this.library : this.program;
      this.byUnit.push(
        modules.map((module, index) => {
          const name = strings[module.name];
          const linked = { unit, index, name, module };
          const key = normaliseModuleName(name);
          if (table.has(key)) throw bad(`two modules are named '${name}'`);
          table.set(key, linked);
          this.modules.push(linked);
          return linked;
        }),
      );
    }
    if (this.modules.length > MAX_MODULES) throw bad(`more than ${MAX_MODULES} modules`);
    this.assignSlots();
  }

  /** The module a unit starts with. */
  entryOf(unit: number): LinkedModule | undefined {
    return this.byUnit[unit]?.[this.units[unit].entry];
  }

  find(name: string): LinkedModule | undefined {
    return this.program.get(normaliseModuleName(name));
  }

  /** The given modules and every module they need, dependencies first (depth first, in source order). */
  evaluationOrder(roots: readonly LinkedModule[]): LinkedModule[] {
    const order: LinkedModule[] = [];
    const seen = new Set<LinkedModule>();
    for (const root of roots) {
      if (seen.has(root)) continue;
      seen.add(root);
      const stack = [{ module: root, next: 0 }];
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        const { requests } = top.module.module;
        if (top.next === requests.length) {
          order.push(top.module);
          stack.pop();
          continue;
        }
        const requested = this.request(top.module, requests[top.next++]);
        if (seen.has(requested)) continue;
        seen.add(requested);
        stack.push({ module: requested, next: 0 });
      }
    }
    return order;
  }

  /** Exported names of a module, star exports included, and their slots; ambiguous ones are left out. */
  exportSlots(module: LinkedModule): Map<string, number> {
    const slots = new Map<string, number>();
    for (const name of this.exportedNames(module)) {
      const binding = this.resolveExport(module, name);
      if (binding === undefined || binding === 'ambiguous') continue;
      slots.set(name, this.slots[binding.unit][binding.global]);
    }
    return slots;
  }

  private assignSlots(): void {
    for (const { globals, library } of this.units) {
      const hasSlot = ({ from, module }: UnitGlobal): boolean =>
        !from && (!library || (this.evaluated?.has(module) ?? true));
      this.slots.push(globals.map((global) => (hasSlot(global) ? this.slotCount++ : -1)));
    }
    for (const [unit, { globals }] of this.units.entries()) {
      for (const [index, global] of globals.entries()) {
        if (!global.from) continue;
        const binding = this.resolveGlobal({ unit, global: index });
        this.slots[unit][index] = this.slots[binding.unit][binding.global];
      }
    }
  }

  /** Follows an imported global to the one with a slot, or throws NO_MODULE. */
  private resolveGlobal(global: Binding): Binding {
    const { from, module: index } = this.units[global.unit].globals[global.global];
    if (!from) return global;
    const { strings } = this.units[global.unit];
    const importer = this.byUnit[global.unit][index];
    const name = strings[from.name];
    const binding = this.resolveExport(this.request(importer, from.specifier), name);
    if (binding !== undefined && binding !== 'ambiguous') return binding;
    const reason = binding === undefined ? 'does not export it' : 'exports it more than once';
    throw new VmError(
      'NO_MODULE',
      `${importer.name} imports '${name}' from '${strings[from.specifier]}', which ${reason}`,
    );
  }

  private request(importer: LinkedModule, specifierIndex: number): LinkedModule {
    const unit = this.units[importer.unit];
    const specifier = unit.strings[specifierIndex];
    const table = unit.library ? this.library : this.program;
    const found = table.get(resolveSpecifier(importer.name, specifier));
    if (found) return found;
    throw new VmError(
      'NO_MODULE',
      `${importer.name} imports '${specifier}', but no module of that name is loaded`,
    );
  }

  private exportsOf(module: LinkedModule): Map<string, number> {
    let table = this.ownExports.get(module);
    if (!table) {
      const { strings } = this.units[module.unit];
      table = new Map(module.module.exports.map((row) => [strings[row.name], row.global]));
      this.ownExports.set(module, table);
    }
    return table;
  }

  /** Names a module exports; `default` is not passed on by `export *`. */
  private exportedNames(module: LinkedModule): Set<string> {
    const names = new Set(this.exportsOf(module).keys());
    const seen = new Set([module]);
    const pending = [module];
    for (let from = pending.pop(); from !== undefined; from = pending.pop()) {
      for (const star of from.module.stars) {
        this.step();
        const target = this.request(from, star);
        if (seen.has(target)) continue;
        seen.add(target);
        pending.push(target);
        for (const name of this.exportsOf(target).keys()) {
          this.step();
          if (name !== 'default') names.add(name);
        }
      }
    }
    return names;
  }

  private resolveExport(module: LinkedModule, name: string): Resolution {
    const known = this.resolved.get(module);
    if (known?.has(name)) return known.get(name);
    const resolution = this.search(module, name);
    const table = known ?? new Map<string, Resolution>();
    table.set(name, resolution);
    this.resolved.set(module, table);
    return resolution;
  }

  /**
   * ResolveExport without recursion: all ways from the module to a binding of that name, through re-exports and stars.
   * Two ways to one binding are one; a way that runs in a circle is none.
   */
  private search(module: LinkedModule, name: string): Resolution {
    const seen = new Map<LinkedModule, Set<string>>();
    const pending: { module: LinkedModule; name: string }[] = [{ module, name }];
    let found: Binding | undefined;
    for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
      this.step();
      const names = seen.get(way.module) ?? new Set();
      if (names.has(way.name)) continue;
      seen.set(way.module, names.add(way.name));
      const own = this.exportsOf(way.module).get(way.name);
      if (own === undefined) {
        if (way.name === 'default') continue;
        for (const star of way.module.module.stars) {
          this.step();
          pending.push({ module: this.request(way.module, star), name: way.name });
        }
        continue;
      }
      const unit = this.units[way.module.unit];
      const { from, module: index } = unit.globals[own];
      if (from) {
        const importer = this.byUnit[way.module.unit][index];
        const target = this.request(importer, from.specifier);
        pending.push({ module: target, name: unit.strings[from.name] });
        continue;
      }
      if (found && (found.unit !== way.module.unit || found.global !== own)) return 'ambiguous';
      found = { unit: way.module.unit, global: own };
    }
    return found;
  }

  private step(): void {
    if (++this.steps > MAX_LINK_STEPS) throw bad('the exports of its modules are too entangled');
  }
}

const bad = (message: string): VmError => new VmError('BAD_BYTECODE', message);
