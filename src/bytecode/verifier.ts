/**
 * The verifier: the only place that checks what a unit means. It accepts what the compiler could have emitted and
 * nothing the core could be hurt by, in time linear in the size of the unit. The dispatch loop trusts it.
 *
 * Here: tables, functions, handlers, lines. verify-code.ts: each instruction by itself. verify-flow.ts: registers.
 */
import {
  FLAG_ARROW,
  FLAG_ASYNC,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_LIBRARY,
  FLAG_METHOD,
  FLAG_REST,
} from '../../assembly/memory-map';
import { Op } from '../../assembly/opcodes';
import { VmError } from '../vm/errors';
import { instructions, WORD } from './instructions';
import {
  MAX_CAPTURES,
  MAX_INLINE_PROPERTIES,
  MAX_LINE,
  MAX_MODULES,
  MAX_PARAMETERS,
  MAX_REGISTERS,
  MAX_TABLE_ENTRIES,
} from './limits';
import { normaliseModuleName } from './module-names';
import type { Unit, UnitModule } from './unit';
import { Budget, FunctionContext, verifyCode } from './verify-code';
import { verifyFlow } from './verify-flow';

/** Flags a unit's functions may have. */
const KNOWN_FLAGS =
  FLAG_CONSTRUCTOR | FLAG_CLASS | FLAG_DERIVED | FLAG_ASYNC | FLAG_REST | FLAG_ARROW | FLAG_METHOD;

/**
 * Checks a unit.
 * @throws VmError BAD_BYTECODE that names the place
 */
export function verify(unit: Unit): void {
  verifyTables(unit);
  const words = unit.functions.reduce((sum, source) => sum + source.code.length / WORD, 0);
  const budget = new Budget(words);
  const contexts = unit.functions.map((source, index) => {
    const context = new FunctionContext(unit, index, source, budget);
    verifyHead(context);
    return context;
  });
  // Some may be unused: those of code that turned out to be unreachable.
  if (unit.caches > words) fail('more caches than instructions');
  const cacheUsed = new Uint8Array(unit.caches);
  for (const context of contexts) {
    verifyCode(context, cacheUsed);
    verifyHandlers(context);
    verifyLines(context);
  }
  for (const context of contexts) verifyFlow(context);
  verifyModules(unit, contexts);
}

function fail(message: string): never {
  throw new VmError('BAD_BYTECODE', message);
}

function verifyTables(unit: Unit): void {
  const { strings, constants, functions, literals, builtins, imports, globals, modules } = unit;
  for (const [name, table] of Object.entries({
    strings,
    constants,
    functions,
    literals,
    builtins,
    imports,
    globals,
  })) {
    if (table.length > MAX_TABLE_ENTRIES) fail(`${name}: more than ${MAX_TABLE_ENTRIES} entries`);
  }
  if (unit.caches > MAX_TABLE_ENTRIES) fail(`more than ${MAX_TABLE_ENTRIES} caches`);
  if (modules.length > MAX_MODULES) fail(`more than ${MAX_MODULES} modules`);
  const string = (index: number, place: string): void => {
    if (index >= strings.length) fail(`${place}: there is no string ${index}`);
  };
  distinct(strings, 'strings');
  for (const [index, constant] of constants.entries()) {
    if ('string' in constant) string(constant.string, `constant ${index}`);
  }
  for (const [index, keys] of literals.entries()) {
    if (keys.length > MAX_INLINE_PROPERTIES) {
      fail(`literal ${index}: more than ${MAX_INLINE_PROPERTIES} keys`);
    }
    for (const key of keys) string(key, `literal ${index}`);
    distinct(keys, `literal ${index}`);
  }
  for (const [index, name] of builtins.entries()) string(name, `builtin ${index}`);
  distinct(builtins, 'builtins');
  for (const [index, { namespace, name }] of imports.entries()) {
    string(namespace, `import ${index}`);
    string(name, `import ${index}`);
  }
  for (const [index, global] of globals.entries()) {
    string(global.name, `variable ${index}`);
    if (global.module >= modules.length) fail(`variable ${index}: no module ${global.module}`);
    if (!global.from) continue;
    string(global.from.name, `variable ${index}`);
    string(global.from.specifier, `variable ${index}`);
  }
}

function distinct(items: readonly unknown[], place: string): void {
  const seen = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    if (seen.has(item)) fail(`${place}: entry ${index} is there twice`);
    seen.add(item);
  }
}

/** What a function says about itself. */
function verifyHead(context: FunctionContext): void {
  const { source, unit, fixedEnd, promise, cellEnd } = context;
  const { strings } = unit;
  if (source.name >= strings.length || source.file >= strings.length) {
    context.fail('there is no string for its name or file');
  }
  if (source.code.length % WORD !== 0) context.fail('its code is not whole words');
  if (source.parameters > MAX_PARAMETERS) context.fail(`more than ${MAX_PARAMETERS} parameters`);
  if (source.length > source.parameters) context.fail('its length exceeds its parameters');
  if (source.registers > MAX_REGISTERS) context.fail(`more than ${MAX_REGISTERS} registers`);
  const end = fixedEnd + (promise >= 0 ? 1 : 0);
  if (source.cellStart < end || cellEnd > source.registers) {
    context.fail('its cells do not lie between its parameters and the end of its frame');
  }
  if (source.instanceSlots > MAX_INLINE_PROPERTIES) {
    context.fail(`instance slots: more than ${MAX_INLINE_PROPERTIES}`);
  }
  if (source.captures.length > MAX_CAPTURES) {
    context.fail(`more than ${MAX_CAPTURES} captured variables`);
  }
  verifyFlags(context);
}

function verifyFlags(context: FunctionContext): void {
  const { flags } = context.source;
  const known = context.unit.library ? KNOWN_FLAGS | FLAG_LIBRARY : KNOWN_FLAGS;
  if (flags & ~known) context.fail(`flags ${flags} are not for a unit`);
  const implies = (flag: number, other: number, text: string): void => {
    if (flags & flag && !(flags & other)) context.fail(text);
  };
  const excludes = (flag: number, other: number, text: string): void => {
    if (flags & flag && flags & other) context.fail(text);
  };
  implies(FLAG_DERIVED, FLAG_CLASS, 'derived, but not of a class');
  implies(FLAG_CLASS, FLAG_CONSTRUCTOR, 'of a class, but not a constructor');
  excludes(FLAG_ASYNC, FLAG_CONSTRUCTOR, 'both async and a constructor');
  excludes(FLAG_ARROW, FLAG_CONSTRUCTOR, 'both an arrow function and a constructor');
}

/** Ranges on instructions, nested, innermost first. */
function verifyHandlers(context: FunctionContext): void {
  const { source, code, starts } = context;
  for (const [index, handler] of source.handlers.entries()) {
    const place = `handler ${index}`;
    const { start, end, target, register } = handler;
    if (start >= end || end > code.words) context.fail(`${place}: its range is empty or outside`);
    if (!starts[start] || !(starts[end] || end === code.words) || !starts[target]) {
      context.fail(`${place}: no instruction starts at its start, end or target`);
    }
    if (target >= start && target < end) context.fail(`${place}: its target is in its own range`);
    if (register >= source.registers || context.isCell(register) || register === context.promise) {
      context.fail(`${place}: r${register} cannot take the exception`);
    }
    if (code.op(0) === Op.ASYNC && (start === 0 || target === 0)) {
      context.fail(`${place}: covers or enters the start of an async function`);
    }
  }
  const outerFirst = source.handlers
    .map((handler, index) => ({ ...handler, index }))
    .sort((x, y) => x.start - y.start || y.end - x.end || y.index - x.index);
  const open: typeof outerFirst = [];
  for (const handler of outerFirst) {
    while (open.length > 0 && open[open.length - 1].end <= handler.start) open.pop();
    const outer = open[open.length - 1];
    if (outer && (outer.end < handler.end || outer.index < handler.index)) {
      context.fail(`handlers ${handler.index} and ${outer.index} are not nested innermost first`);
    }
    open.push(handler);
  }
}

function verifyLines(context: FunctionContext): void {
  const { source, starts } = context;
  let last = -1;
  for (const [index, { word, line, column }] of source.lines.entries()) {
    if (word <= last || starts[word] !== 1) {
      context.fail(`line record ${index}: word ${word} is not the start of a later instruction`);
    }
    if (line < 1 || line > MAX_LINE || column < 1) {
      context.fail(`line record ${index}: ${line}:${column} is no place in a file`);
    }
    last = word;
  }
}

function verifyModules(unit: Unit, contexts: readonly FunctionContext[]): void {
  const { modules, strings } = unit;
  const hollow = unit.library && modules.length === 0 && unit.entry === 0;
  if (unit.entry >= modules.length && !hollow)
    fail(`there is no module ${unit.entry} to start with`);
  for (const [index, module] of modules.entries()) verifyModule(unit, index, module);
  distinct(
    modules.map((module) => normaliseModuleName(strings[module.name])),
    'module names',
  );
  const inits = new Set(modules.map((module) => module.init));
  if (inits.size !== modules.length) fail('two modules have the same top-level code');
  for (const context of contexts) {
    const { code } = context;
    for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
      if (code.op(word) === Op.CLOSURE && inits.has(code.extraLow(word))) {
        context.failAt(word, 'makes a closure of the top-level code of a module');
      }
    }
  }
  const requests = modules.map((module) => new Set(module.requests));
  for (const [index, { from, module }] of unit.globals.entries()) {
    if (from && !requests[module].has(from.specifier)) {
      fail(`variable ${index}: its module does not import '${strings[from.specifier]}'`);
    }
  }
}

function verifyModule(unit: Unit, index: number, module: UnitModule): void {
  const place = `module ${index}`;
  for (const string of [
    module.name,
    ...module.stars,
    ...module.requests,
    ...module.exports.map((row) => row.name),
  ]) {
    if (string >= unit.strings.length) fail(`${place}: there is no string ${string}`);
  }
  distinct(module.requests, `${place}, imports`);
  distinct(module.stars, `${place}, star exports`);
  distinct(
    module.exports.map((row) => row.name),
    `${place}, exports`,
  );
  const requests = new Set(module.requests);
  if (module.stars.some((specifier) => !requests.has(specifier))) {
    fail(`${place}: exports the names of a module that it does not import`);
  }
  for (const { name, global } of module.exports) {
    if (unit.globals[global]?.module !== index) {
      fail(`${place}: its export '${unit.strings[name]}' is no variable of it`);
    }
  }
  const init = unit.functions[module.init];
  if (!init) fail(`${place}: there is no function ${module.init}`);
  if (
    init.parameters > 0 ||
    init.captures.length > 0 ||
    init.flags & ~(FLAG_ASYNC | FLAG_LIBRARY)
  ) {
    fail(`${place}: function ${module.init} cannot be its top-level code`);
  }
}
