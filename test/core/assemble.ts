/**
 * A small assembler, so that the core, the linker and the verifier can be tested without the compiler.
 *
 *   module ./lib.ts                       starts a module; without one, all belongs to 'main.ts'
 *   global counter                        a module variable; `export global` exports it
 *   from ./lib.ts value as other          an imported one; `export from` re-exports it
 *   star ./lib.ts                         export * from
 *   export function add(a, b) async rest derived… length=2 slots=4
 *     .cells 1                            registers c0… come right after the parameters (and rest, and promise)
 *     .capture register cell r3           in the order of capture indices; registers are the maker's, by number
 *     .capture outer value 0
 *     .try start end target r5 finally    labels; innermost first
 *     loop: ADD r3, a, b                  operands: r3, c0, this, parameter names, numbers, labels, specials
 *     LOADK r3, "text"                    extra last: constant, .key, global, @function, {a,b} literal, native, builtin,
 *     IMPORT r3, db.query                 name, namespace.name of a capability, helper or @function
 *     RET r3
 *
 * Registers are counted by themselves, windows included. A module's top-level code is its function `init`; when there is
 * none, it initialises every exported function and sets the other variables to undefined. Line numbers are the text's.
 */
import {
  FLAG_ARROW,
  FLAG_ASYNC,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_GENERATOR,
  FLAG_METHOD,
  FLAG_REST,
} from '../../assembly/memory-map';
import { coreBuiltins, errorNames, libraryHelpers } from '../../assembly/names';
import type { BuiltinObject } from '../../src/bytecode/builtin-table';
import {
  instructions,
  opcodeByName,
  registerAt,
  registerOffset,
} from '../../src/bytecode/instructions';
import type { Unit, UnitCapture, UnitFunction, UnitModule } from '../../src/bytecode/unit';

const flagWords: Record<string, number> = {
  constructor: FLAG_CONSTRUCTOR,
  class: FLAG_CLASS | FLAG_CONSTRUCTOR,
  derived: FLAG_DERIVED | FLAG_CLASS | FLAG_CONSTRUCTOR,
  async: FLAG_ASYNC,
  generator: FLAG_GENERATOR,
  rest: FLAG_REST,
  arrow: FLAG_ARROW,
  method: FLAG_METHOD,
};

const specials = ['undefined', 'null', 'false', 'true', 'hole', 'uninitialised'];

/** Makes a unit from text. `natives` gives the numbers behind the names that CALLN uses. */
export function assemble(
  text: string,
  options: { library?: boolean; natives?: ReadonlyMap<string, { id: number }> } = {},
): Unit {
  return new Assembler(options.library ?? false, options.natives ?? new Map()).unit(text);
}

/** A library with nothing in it. */
export const emptyLibrary = (): Unit => assemble('', { library: true });

/** The builtins the core relies on, without any property; `rows` says more of some of them, by name. */
export const bareBuiltins = (rows: Record<string, Partial<BuiltinObject>> = {}): BuiltinObject[] =>
  coreBuiltins().map((name) => ({
    name,
    kind: name === 'Array.prototype' ? 'array' : 'object',
    prototype: name === 'Object.prototype' ? null : 'Object.prototype',
    properties: [],
    ...rows[name],
  }));

interface Draft {
  name: string;
  exported: boolean;
  module: number;
  flags: number;
  length: number;
  slots: number;
  parameters: string[];
  cells: number;
  captures: string[][];
  handlers: string[][];
  labels: Map<string, number>;
  rows: { line: number; op: number; operands: string[]; word: number }[];
  words: number;
}

class Assembler {
  private readonly result: Unit;
  private readonly strings = new Map<string, number>();
  private readonly globals = new Map<string, number>();
  private readonly drafts: Draft[] = [];

  constructor(
    library: boolean,
    private readonly natives: ReadonlyMap<string, { id: number }>,
  ) {
    this.result = {
      library,
      strings: [],
      constants: [],
      functions: [],
      literals: [],
      builtins: [],
      imports: [],
      globals: [],
      modules: [],
      entry: 0,
      caches: 0,
    };
  }

  unit(text: string): Unit {
    for (const [index, raw] of text.split('\n').entries()) {
      const line = raw.replace(/(^|\s)\/\/.*$/, '').trim();
      if (line !== '') this.line(line, index + 1);
    }
    if (this.result.modules.length === 0) this.startModule('main.ts');
    for (const module of this.result.modules.keys()) this.completeModule(module);
    for (const draft of this.drafts) this.result.functions.push(this.encode(draft));
    return this.result;
  }

  private line(line: string, number: number): void {
    const top = /^(?:(export)\s+)?(module|global|from|star|function)\s+(.*)$/.exec(line);
    if (!top) {
      this.inFunction(line, number);
      return;
    }
    const [, exported, kind, rest] = top;
    const words = rest.split(/\s+/);
    if (kind === 'module') {
      this.startModule(words[0]);
      return;
    }
    if (this.result.modules.length === 0) this.startModule('main.ts');
    const module = this.result.modules[this.result.modules.length - 1];
    if (kind === 'global') this.declare(words[0], exported !== undefined);
    if (kind === 'star') {
      module.stars.push(this.string(words[0]));
      this.request(module, words[0]);
    }
    if (kind === 'from') {
      const alias = words[2] === 'as' ? words[3] : words[1];
      this.request(module, words[0]);
      const global = this.declare(alias, exported !== undefined);
      this.result.globals[global].from = {
        specifier: this.string(words[0]),
        name: this.string(words[1]),
      };
    }
    if (kind === 'function') this.startFunction(rest, exported !== undefined);
  }

  private startModule(name: string): void {
    this.result.modules.push({
      name: this.string(name),
      init: -1,
      exports: [],
      stars: [],
      requests: [],
    });
  }

  private request(module: UnitModule, specifier: string): void {
    const index = this.string(specifier);
    if (!module.requests.includes(index)) module.requests.push(index);
  }

  private declare(name: string, exported: boolean): number {
    const module = this.result.modules.length - 1;
    const global = this.result.globals.push({ name: this.string(name), module }) - 1;
    this.globals.set(`${module} ${name}`, global);
    if (exported) this.result.modules[module].exports.push({ name: this.string(name), global });
    return global;
  }

  private startFunction(text: string, exported: boolean): void {
    const [, name, list, rest] = /^([^\s(]+)\(([^)]*)\)\s*(.*)$/.exec(text)!;
    const parameters = list.split(',').flatMap((word) => word.trim() || []);
    const words = rest.split(/\s+/).filter(Boolean);
    const option = (key: string) =>
      words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
    this.drafts.push({
      name,
      exported,
      module: this.result.modules.length - 1,
      flags: words.reduce((flags, word) => flags | (flagWords[word] ?? 0), 0),
      length: Number(option('length') ?? parameters.length),
      slots: Number(option('slots') ?? 0),
      parameters,
      cells: 0,
      captures: [],
      handlers: [],
      labels: new Map(),
      rows: [],
      words: 0,
    });
    if (exported) this.declare(name, true);
  }

  private inFunction(line: string, number: number): void {
    const draft = this.drafts[this.drafts.length - 1];
    const directive = /^\.(\w+)\s+(.*)$/.exec(line);
    if (directive) {
      const words = directive[2].split(/\s+/);
      if (directive[1] === 'cells') draft.cells = Number(words[0]);
      else if (directive[1] === 'capture') draft.captures.push(words);
      else if (directive[1] === 'try') draft.handlers.push(words);
      else throw new Error(`line ${number}: unknown directive ${line}`);
      return;
    }
    let rest = line;
    for (let label = /^(\w+):\s*/.exec(rest); label; label = /^(\w+):\s*/.exec(rest)) {
      draft.labels.set(label[1], draft.words);
      rest = rest.slice(label[0].length);
    }
    if (rest === '') return;
    const [, name, text] = /^(\w+)\s*(.*)$/.exec(rest)!;
    this.row(draft, name, split(text), number);
  }

  private row(draft: Draft, name: string, operands: string[], line: number): void {
    const op = opcodeByName.get(name);
    if (op === undefined) throw new Error(`line ${line}: unknown instruction ${name}`);
    draft.rows.push({ line, op, operands, word: draft.words });
    draft.words += instructions[op].words;
  }

  /** Gives a module its top-level code. */
  private completeModule(module: number): void {
    let init = this.drafts.findIndex((draft) => draft.module === module && draft.name === 'init');
    if (init < 0) {
      this.startFunction('init()', false);
      init = this.drafts.length - 1;
      const draft = this.drafts[init];
      draft.module = module;
      for (const [index, global] of this.result.globals.entries()) {
        if (global.module !== module || global.from) continue;
        const name = this.result.strings[global.name];
        const made = this.drafts.some(
          (other) => other.module === module && other.exported && other.name === name,
        );
        if (made) this.row(draft, 'CLOSURE', ['r1', `@${name}`], 1);
        else this.row(draft, 'LOADS', ['r1', 'undefined'], 1);
        this.row(draft, 'INITG', ['r1', `#${index}`], 1);
      }
      this.row(draft, 'RETU', [], 1);
    }
    this.result.modules[module].init = init;
  }

  private encode(draft: Draft): UnitFunction {
    const rest = draft.flags & FLAG_REST ? 1 : 0;
    const promise = draft.flags & FLAG_ASYNC ? 1 : 0;
    const cellStart = 1 + draft.parameters.length + rest + promise;
    const code = new Uint8Array(draft.words * 8);
    const view = new DataView(code.buffer);
    let registers = cellStart + draft.cells;
    const register = (text: string): number => {
      const number = this.register(draft, cellStart, text);
      registers = Math.max(registers, number + 1);
      return number;
    };
    for (const { line, op, operands, word } of draft.rows) {
      const row = instructions[op];
      const rest = [...operands];
      const at = word * 8;
      view.setUint16(at, op, true);
      for (const [index, kind] of [row.a, row.b, row.c].entries()) {
        if (kind === 'none') continue;
        const text = rest.shift();
        if (text === undefined) throw new Error(`line ${line}: ${row.name} needs an operand more`);
        const offset = at + 2 + 2 * index;
        if (kind === 'rel16' || kind === 'rel32') {
          const target = draft.labels.get(text) ?? word + Number(text);
          if (Number.isNaN(target)) throw new Error(`line ${line}: no label ${text}`);
          if (kind === 'rel16') view.setInt16(offset, target - word, true);
          else view.setInt32(offset, target - word, true);
        } else if (kind === 'imm32') view.setInt32(offset, Number(text), true);
        else if (kind === 'imm') view.setInt16(offset, Number(text), true);
        else if (kind === 'special') view.setUint16(offset, specials.indexOf(text), true);
        else if (kind === 'count' && Number.isNaN(Number(text))) {
          const kind = errorNames().indexOf(text);
          if (kind < 0) throw new Error(`line ${line}: no error ${text}`);
          view.setUint16(offset, kind, true);
        } else if (kind === 'count' || kind === 'capture') {
          view.setUint16(offset, Number(text), true);
        } else view.setUint16(offset, registerOffset(register(text)), true);
      }
      registers = Math.max(registers, lastRegister(view, at) + 1);
      if (row.extra !== 'none') {
        if (rest.length === 0) throw new Error(`line ${line}: ${row.name} needs its extra`);
        const [low, high] = this.extra(row.extra, rest.shift()!, draft);
        view.setUint32(at + 8, low, true);
        view.setUint32(at + 12, high, true);
      }
      if (rest.length > 0) throw new Error(`line ${line}: ${row.name} has an operand too many`);
    }
    const label = (name: string): number => draft.labels.get(name) ?? draft.words;
    const handlers = draft.handlers.map(([start, end, target, into, kind]) => ({
      start: label(start),
      end: label(end),
      target: label(target),
      register: register(into),
      kind: kind === 'finally' ? ('finally' as const) : ('catch' as const),
    }));
    const captures = draft.captures.map(([from, kind, source]): UnitCapture => {
      if (from === 'register' && !/^r\d+$/.test(source)) {
        throw new Error(`${draft.name}: a captured register is named by number`);
      }
      return {
        from: from as 'register' | 'outer',
        kind: kind as 'cell' | 'value',
        index: from === 'outer' ? Number(source) : Number(source.slice(1)),
      };
    });
    return {
      name: this.string(draft.name),
      length: draft.length,
      parameters: draft.parameters.length,
      registers,
      cellStart,
      cells: draft.cells,
      flags: draft.flags,
      instanceSlots: draft.slots,
      code,
      handlers,
      captures,
      lines: draft.rows.map(({ word, line }) => ({ word, line, column: 1 })),
      file: this.result.modules[draft.module].name,
    };
  }

  private register(draft: Draft, cellStart: number, text: string): number {
    if (text === 'this') return 0;
    const parameter = draft.parameters.indexOf(text);
    if (parameter >= 0) return 1 + parameter;
    if (/^r\d+$/.test(text)) return Number(text.slice(1));
    if (/^c\d+$/.test(text)) return cellStart + Number(text.slice(1));
    throw new Error(`${draft.name}: ${text} is not a register`);
  }

  private extra(kind: string, text: string, draft: Draft): [number, number] {
    switch (kind) {
      case 'constant':
        return [this.constant(text), 0];
      case 'key':
        return [this.string(text.replace(/^\./, '')), this.result.caches++];
      case 'global':
        return [this.global(text, draft), 0];
      case 'function':
        return [this.function(text.slice(1), draft), 0];
      case 'literal': {
        const keys = text.slice(1, -1).split(',').filter(Boolean);
        const index = this.result.literals.push(keys.map((key) => this.string(key.trim()))) - 1;
        return [index, this.result.caches++];
      }
      case 'native': {
        const native = this.natives.get(text);
        if (!native) throw new Error(`no native ${text}`);
        return [native.id, 0];
      }
      case 'builtin': {
        const name = this.string(text);
        const known = this.result.builtins.indexOf(name);
        return [known >= 0 ? known : this.result.builtins.push(name) - 1, 0];
      }
      case 'name':
        return [this.string(text.startsWith('"') ? JSON.parse(text) : text), 0];
      case 'import': {
        const dot = text.lastIndexOf('.');
        const [namespace, name] = [text.slice(0, Math.max(dot, 0)), text.slice(dot + 1)];
        const row = { namespace: this.string(namespace), name: this.string(name) };
        return [this.result.imports.push(row) - 1, 0];
      }
      case 'helper':
        if (text.startsWith('@')) return [this.function(text.slice(1), draft), 1];
        return [libraryHelpers().indexOf(text), 0];
      default:
        throw new Error(`no extra of kind ${kind}`);
    }
  }

  private constant(text: string): number {
    const constant = text.startsWith('"')
      ? { string: this.string(JSON.parse(text)) }
      : { number: Number(text) };
    const same = JSON.stringify(constant);
    const known = this.result.constants.findIndex((other) => JSON.stringify(other) === same);
    return known >= 0 && !text.includes('-') && !text.includes('N')
      ? known
      : this.result.constants.push(constant) - 1;
  }

  private global(text: string, draft: Draft): number {
    if (text.startsWith('#')) return Number(text.slice(1));
    const found = this.globals.get(`${draft.module} ${text}`);
    if (found === undefined) throw new Error(`${draft.name}: no variable ${text}`);
    return found;
  }

  private function(name: string, draft: Draft): number {
    const own = this.drafts.findIndex(
      (other) => other.name === name && other.module === draft.module,
    );
    if (own < 0) throw new Error(`${draft.name}: no function ${name}`);
    return own;
  }

  private string(text: string): number {
    let index = this.strings.get(text);
    if (index === undefined) {
      index = this.result.strings.push(text) - 1;
      this.strings.set(text, index);
    }
    return index;
  }
}

/** Splits operands at commas, but not in braces or quotes. */
const split = (text: string): string[] =>
  (text.match(/"(?:[^"\\]|\\.)*"|\{[^}]*\}|[^,\s]+/g) ?? []).map((word) => word.trim());

/** The last register that the instruction at `at` touches beyond its plain operands. */
function lastRegister(view: DataView, at: number): number {
  const row = instructions[view.getUint16(at, true)];
  const a = registerAt(view.getUint16(at + 2, true));
  const b = registerAt(view.getUint16(at + 4, true));
  const c = view.getUint16(at + 6, true);
  if (row.b === 'window') return b + 2 + (row.c === 'count' ? c : 1);
  if (row.b === 'range') return b + c - 1;
  if (row.name === 'ITER' || row.name.startsWith('ITERCLOSE')) return a + 2;
  if (row.name === 'ITERNEXT') return b + 2;
  if (row.name === 'GETSUPER') return registerAt(c) + 1;
  if (row.name === 'SETSUPER') return b + 1;
  return -1;
}
