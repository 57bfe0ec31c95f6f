/**
 * A unit: what the compiler makes of one program or library, before it is written as bytes or linked.
 * All references are indices into the unit's own tables; code holds them in the operands and extra words that
 * `assembly/opcodes.ts` describes, and the linker replaces them by addresses.
 *
 * Extra words as written by the compiler (u64 = low u32, high u32):
 *   constant  (constant index, 0)      key      (string index, cache index)     global  (global index, 0)
 *   function  (function index, 0)      literal  (literal index, cache index)    native  (native id, 0)
 *   builtin   (builtin index, 0)       name     (string index, 0)               import  (import index, 0)
 *   helper    (LibraryHelper number, 0), or (function index, 1): a function of the same library unit without captures,
 *             called without a closure
 * Cache indices number the inline-cache sites of the unit from 0, each used at most once.
 */
export interface Unit {
  /** Compiled from trusted library source: may use CALLN and CALLH. */
  library: boolean;
  /** Every string the unit mentions, without duplicates (JavaScript strings, any UTF-16). */
  strings: string[];
  /** Operands of LOADK: a number, or a string by index. */
  constants: UnitConstant[];
  functions: UnitFunction[];
  /** Key lists of object literals (string indices, all different). */
  literals: number[][];
  /** Builtin globals by name (string index): LOADB. */
  builtins: number[];
  /** Capabilities: `import { query } from 'host:db'` is { namespace: 'db', name: 'query' }. */
  imports: UnitImport[];
  /** Module variables of all modules, numbered through. */
  globals: UnitGlobal[];
  modules: UnitModule[];
  /** Index of the entry module. */
  entry: number;
  /** Number of inline-cache sites. */
  caches: number;
}

export type UnitConstant = { number: number } | { string: number };

export interface UnitImport {
  /** String indices; `namespace` is '' for `host:`. */
  namespace: number;
  name: number;
}

/** A module variable, or a name imported from a module (then it has no slot of its own: the linker gives it the exporter's). */
export interface UnitGlobal {
  name: number;
  module: number;
  /** Set when the binding is imported: specifier and exported name, string indices. */
  from?: { specifier: number; name: number };
}

export interface UnitModule {
  /** String index: the module's name, for instance './lib.ts' or 'main.ts'. */
  name: number;
  /** Function that runs the top-level code: no parameters, async when the module awaits at top level. */
  init: number;
  /** Exported names and the globals behind them (an imported global for re-exports). */
  exports: { name: number; global: number }[];
  /** `export * from`: specifiers (string indices). */
  stars: number[];
  /** Specifiers of the modules this one imports, in source order (string indices), `host:` excluded. */
  requests: number[];
}

export interface UnitFunction {
  /** String index. */
  name: number;
  /** Value of the `length` property. */
  length: number;
  /** Parameters that have a register, rest not counted. */
  parameters: number;
  /** Registers in all: this, parameters, rest, cells, locals, temporaries. At most 4,000. */
  registers: number;
  /** Registers [cellStart, cellStart + cells) hold cells and nothing else. They come after the parameters (and rest, and an async function's promise). */
  cellStart: number;
  cells: number;
  /** FLAG_* of memory-map.ts. */
  flags: number;
  /** Own properties a constructor is expected to make (inline room). */
  instanceSlots: number;
  /** Instruction words, little-endian 64-bit each. */
  code: Uint8Array;
  handlers: UnitHandler[];
  captures: UnitCapture[];
  /** Ascending by word; each record holds from `word` up to the next one. Line and column count from 1. */
  lines: { word: number; line: number; column: number }[];
  /** String index of the source file's name. */
  file: number;
}

/** Innermost first. Words [start, end) are covered; control goes to `target` with the exception in `register`. */
export interface UnitHandler {
  start: number;
  end: number;
  target: number;
  register: number;
  kind: 'catch' | 'finally';
}

/** Where a closure takes a captured variable from when it is made (CLOSURE), in the order of capture indices. */
export interface UnitCapture {
  /** `register`: a register of the function that executes CLOSURE; `outer`: one of its own captures. */
  from: 'register' | 'outer';
  index: number;
  /** Shared through a cell, or copied (only for variables that never change after the closure is made). */
  kind: 'cell' | 'value';
}
