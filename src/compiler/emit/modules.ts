/** Modules: their variables, imports and exports, and the unit that holds them all. */
import { Op } from '../../../assembly/opcodes';
import type { Unit } from '../../bytecode/unit';
import type { SourceText } from '../diagnostics';
import type { Variable } from '../scope';
import type { FunctionNode, ModuleNode } from '../syntax';
import { Emitter, type ModuleContext, TooManyRegisters } from './emitter';
import { emitFunction } from './functions';
import { UnitBuilder } from './unit-builder';

/** A converted module under its name. */
export interface EmittedModule {
  name: string;
  source: SourceText;
  module: ModuleNode;
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
  for (let index = 0; index < modules.length; index++) {
    emitModule(unit, modules[index], index, options);
  }
  return unit.finish(options.entry);
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
}

function emitModule(
  unit: UnitBuilder,
  { name, source, module }: EmittedModule,
  index: number,
  options: EmitOptions,
): void {
  const init = unit.reserveFunction();
  const context: ModuleContext = {
    unit,
    source,
    library: options.library,
    isBuiltin: options.isBuiltin,
    queue: [{ node: module.function, index: init }],
    emitModuleStart: (e) => emitHostImports(e, module),
  };
  const { queue } = context;
  // The queue grows while it is worked off: functions put in what they contain.
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { node } = next;
    const tooLarge = (what: string): void => {
      options.tooLarge(source, node, what);
      emitFunction({ ...context, queue: [] }, emptied(node), next!.index);
    };
    if (node.parameters.length > MAX_PARAMETERS) tooLarge('parameters');
    else if (node.captures.size > MAX_CAPTURES) tooLarge('captured variables');
    else {
      try {
        emitFunction(context, node, next.index);
      } catch (error) {
        if (!(error instanceof TooManyRegisters)) throw error;
        tooLarge('variables');
      }
    }
  }
  finishModule(unit, name, module, index, init);
}

/** A function without contents, in place of one that was refused. */
function emptied(node: FunctionNode): FunctionNode {
  node.parameters = [];
  node.body = [];
  node.cells.length = 0;
  node.class = undefined;
  node.rest = undefined;
  return node;
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
