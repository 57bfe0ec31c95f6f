/** Modules: their variables, imports and exports, and the unit that holds them all. */
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_NULL, SPECIAL_UNINITIALISED } from '../../../assembly/value';
import { MAX_INLINE_PROPERTIES } from '../../bytecode/limits';
import type { Unit } from '../../bytecode/unit';
import type { SourceText } from '../diagnostics';
import type { Variable } from '../scope';
import type { FunctionNode, ModuleNode, NamespaceObject } from '../syntax';
import { WINDOW_ARGUMENTS, WINDOW_THIS } from './calls';
import { Label } from './code';
import { type Emitter, isUndefinedFirst, type ModuleContext, TooManyRegisters } from './emitter';
import { emitClosure, emitFunction } from './functions';
import { UnitBuilder } from './unit-builder';

/** A converted module under its name. */
export interface EmittedModule {
  name: string;
  source: SourceText;
  module: ModuleNode;
  /** Indices of the modules of its cycle of imports, itself included; empty when it is in none. */
  cycle: readonly number[];
}

export interface EmitOptions {
  library: boolean;
  entry: number;
  isBuiltin(name: string): boolean;
  /** A function is too large for the machine. */
  tooLarge(source: SourceText, node: FunctionNode, what: string): void;
}

/** Limits of the format that only generated code meets. */
const MAX_PARAMETERS = 1000;
const MAX_CAPTURES = 2000;

/** Emits all modules into one unit. */
export function emitUnit(modules: readonly EmittedModule[], options: EmitOptions): Unit {
  const unit = new UnitBuilder(options.library);
  for (let index = 0; index < modules.length; index++) {
    declareGlobals(unit, modules[index].module, index);
  }
  const hoisting = new Hoisting(unit, modules);
  const contexts = modules.map(({ source, module }, index): ModuleContext => {
    const init = unit.reserveFunction();
    return {
      unit,
      source,
      library: options.library,
      isBuiltin: options.isBuiltin,
      queue: [{ node: module.function, index: init }],
      hoistsElsewhere: modules[index].cycle.length > 0,
      emitModuleStart: (e) => {
        hoisting.emit(e, index);
        if (module.namespaceObject !== undefined) emitNamespaceObject(e, module.namespaceObject);
        emitHostImports(e, module);
        emitNamespaceImports(e, module);
      },
    };
  });
  const inits = contexts.map(({ queue }) => queue[0].index);
  hoisting.reserve(contexts);
  for (const context of contexts) emitQueue(context, options);
  for (const [index, { name, module }] of modules.entries()) {
    finishModule(unit, name, module, index, inits[index]);
  }
  return unit.finish(options.entry);
}

/**
 * In a cycle of imports a module's functions can be called before its own code has run. There, whichever module runs
 * first makes the functions of all of them.
 */
class Hoisting {
  /** The variable that says whether the functions of a cycle are made, by the lowest module of the cycle. */
  private readonly flags = new Map<number, number>();
  private readonly indices = new Map<FunctionNode, number>();

  constructor(
    private readonly unit: UnitBuilder,
    private readonly modules: readonly EmittedModule[],
  ) {}

  /** Gives the functions of all cycles their numbers, before anything is emitted. */
  reserve(contexts: readonly ModuleContext[]): void {
    for (const [index, { module, cycle }] of this.modules.entries()) {
      if (cycle.length === 0) continue;
      for (const { node, variable } of module.function.parameterScope.functions) {
        if (!variable.isGlobal) continue;
        const reserved = this.unit.reserveFunction();
        this.indices.set(node, reserved);
        contexts[index].queue.push({ node, index: reserved });
      }
    }
  }

  emit(e: Emitter, module: number): void {
    const { cycle } = this.modules[module];
    if (cycle.length === 0) return;
    const { code } = e;
    const mark = e.top;
    const made = e.allocate();
    const done = new Label();
    const flag = this.flagOf(Math.min(...cycle));
    code.emitWith(flag, 0, Op.LOADG, made);
    code.jump(done, Op.JNIS, made, SPECIAL_UNINITIALISED);
    for (const member of cycle) {
      for (const variable of this.modules[
        member
      ].module.function.parameterScope.variables.values()) {
        if (variable.isGlobal && isUndefinedFirst(variable)) e.clearGlobal(variable);
      }
      for (const { node, variable } of this.modules[member].module.function.parameterScope
        .functions) {
        if (!variable.isGlobal) continue;
        code.emitWith(this.indices.get(node)!, 0, Op.CLOSURE, made);
        code.emitWith(variable.global, 0, Op.INITG, made);
      }
    }
    code.emitWith(flag, 0, Op.INITG, made);
    code.bind(done);
    e.release(mark);
  }

  private flagOf(module: number): number {
    let flag = this.flags.get(module);
    if (flag === undefined) {
      flag = this.unit.globals.push({ name: this.unit.string('%functions'), module }) - 1;
      this.flags.set(module, flag);
    }
    return flag;
  }
}

/** Gives every variable that functions share, or that is exported or imported, its number. */
function declareGlobals(unit: UnitBuilder, module: ModuleNode, index: number): void {
  const declare = (variable: Variable, from?: { specifier: number; name: number }): void => {
    const name = unit.string(variable.name);
    const entry = from === undefined ? { name, module: index } : { name, module: index, from };
    variable.global = unit.globals.push(entry) - 1;
  };
  for (const { specifier, name, variable } of module.imports) {
    declare(variable, { specifier: unit.string(specifier), name: unit.string(name) });
  }
  for (const variable of new Set(module.function.parameterScope.variables.values())) {
    if (variable.isGlobal && variable.kind !== 'import') declare(variable);
  }
  for (const { variable } of module.hostImports) declare(variable);
  for (const variable of module.missing) declare(variable);
}

/** Emits the functions of a queue, which grows while it is worked off: functions put in what they contain. */
function emitQueue(context: ModuleContext, { tooLarge }: EmitOptions): void {
  const { queue, source } = context;
  for (let next = 0; next < queue.length; next++) {
    const { node, index } = queue[next];
    if (node.parameters.length > MAX_PARAMETERS) tooLarge(source, node, 'parameters');
    else if (node.captures.size > MAX_CAPTURES) tooLarge(source, node, 'captured variables');
    else {
      try {
        emitFunction(context, node, index);
      } catch (error) {
        if (!(error instanceof TooManyRegisters)) throw error;
        // The program is refused; the rest goes on, to be complained of too.
        tooLarge(source, node, 'variables');
      }
    }
  }
}

function emitHostImports(e: Emitter, module: ModuleNode): void {
  for (const { namespace, name, variable } of module.hostImports) {
    const mark = e.top;
    const imported = e.allocate();
    e.code.emitWith(e.unit.import(namespace, name), 0, Op.IMPORT, imported);
    e.initialise(variable, imported);
    e.release(mark);
  }
}

/** Makes the module's namespace object: accessors in order of their names, no prototype, sealed. */
function emitNamespaceObject(e: Emitter, { variable, members }: NamespaceObject): void {
  const mark = e.top;
  const { code } = e;
  const object = e.allocate();
  code.emit(Op.NEWOBJ, object, Math.min(members.length + 1, MAX_INLINE_PROPERTIES));
  const key = e.allocate();
  const value = e.allocate();
  e.loadSpecial(value, SPECIAL_NULL);
  code.emit(Op.SETPROTO, object, value);
  for (const { name, getter } of members) {
    e.loadString(key, name);
    emitClosure(e, getter, value);
    code.emit(Op.DEFGETTER, object, key, value);
  }
  code.emitWith(e.unit.builtin('Symbol'), 0, Op.LOADB, key);
  e.property(Op.GETP, key, key, 'toStringTag');
  e.loadString(value, 'Module');
  code.emit(Op.DEFMETHOD, object, key, value);
  const window = e.allocate(WINDOW_ARGUMENTS + 1);
  code.emitWith(e.unit.builtin('Object'), 0, Op.LOADB, window + WINDOW_THIS);
  e.move(window + WINDOW_ARGUMENTS, object);
  e.property(Op.CALLM, key, window, 'seal', 1);
  e.initialise(variable, object);
  e.release(mark);
}

function emitNamespaceImports(e: Emitter, module: ModuleNode): void {
  for (const variable of module.missing) {
    const mark = e.top;
    const value = e.allocate();
    e.loadUndefined(value);
    e.initialise(variable, value);
    e.release(mark);
  }
  for (const { variable, source } of module.namespaceImports) {
    const mark = e.top;
    const object = e.allocate();
    e.code.emitWith(source!.global, 0, Op.LOADG, object);
    e.initialise(variable, object);
    e.release(mark);
  }
}

function finishModule(
  unit: UnitBuilder,
  name: string,
  module: ModuleNode,
  index: number,
  init: number,
): void {
  const exports = module.exports.map(({ name: exported, variable }) => ({
    name: unit.string(exported),
    global: variable.global,
  }));
  for (const { specifier, name: imported, exported } of module.reexports) {
    const from = { specifier: unit.string(specifier), name: unit.string(imported) };
    const global = unit.globals.push({ name: unit.string(exported), module: index, from }) - 1;
    exports.push({ name: unit.string(exported), global });
  }
  unit.modules.push({
    name: unit.string(name),
    init,
    exports,
    stars: [...new Set(module.stars)].map((specifier) => unit.string(specifier)),
    requests: module.requests.map((specifier) => unit.string(specifier)),
  });
}
