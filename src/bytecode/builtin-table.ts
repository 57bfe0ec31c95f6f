/**
 * The shape of the table of builtin objects (filled by `src/guest/builtins.ts`, laid out by the linker) and of the
 * table of natives it refers to. An object's index in the table is its builtin index in the core.
 */

/** What a builtin function runs: a native of the core, or a function that the guest library exports. */
export type FunctionReference = NativeReference | LibraryReference;

export interface NativeReference {
  /** Name of a row of `assembly/natives`. */
  native: string;
  /** The `name` property, for instance 'push' or 'get size'. */
  name: string;
  /** The `length` property. */
  length: number;
  /** May it be the target of `new`? */
  construct?: boolean;
}

export interface LibraryReference {
  /** An exported function of the guest library. */
  library: string;
  /** The `name` and `length` properties, when they are not those of the library's function. */
  name?: string;
  length?: number;
  /** May it be the target of `new`? Absent: as the library's function says. */
  construct?: boolean;
}

export type BuiltinValue =
  | { function: FunctionReference }
  | { builtin: string }
  | { constant: number | string | boolean | null | undefined }
  /** A well-known symbol: 'iterator'… */
  | { symbol: string }
  | { getter?: FunctionReference; setter?: FunctionReference };

export interface BuiltinPropertyRow {
  /** A string key, or `@@name` for a well-known symbol. */
  key: string;
  value: BuiltinValue;
  /**
   * ATTRIBUTE_* bits. Absent: functions and builtins are writable and configurable, constants nothing,
   * accessors configurable. The accessor bit is added by itself.
   */
  attributes?: number;
}

export interface BuiltinObject {
  /** 'Array', 'Array.prototype', 'Math', '%ArrayIteratorPrototype%'… */
  name: string;
  /** Reachable by a program under this name (LOADB). */
  global?: boolean;
  kind: 'object' | 'function' | 'array';
  /** ClassId of names.ts. Absent: OBJECT, FUNCTION or ARRAY by kind. */
  classId?: number;
  /** Name of the builtin that is its prototype; null: none. Absent: the usual one of its kind. */
  prototype?: string | null;
  /** What it runs; for kind 'function' only. */
  call?: FunctionReference;
  properties: BuiltinPropertyRow[];
}

/** The core's own builtins (`coreBuiltins()` of names.ts) come first, in their order. */
export type BuiltinTable = readonly BuiltinObject[];

/** What the linker needs to know of a native (a row of `assembly/natives`). */
export interface NativeInfo {
  id: number;
  /** Parameters that have a register. */
  parameters: number;
  /** State slots after them; 0 = a simple native. */
  slots: number;
  /** Takes any number of arguments, as an array in the register after the parameters. */
  rest?: boolean;
}

/** Natives by name. */
export type NativeTable = ReadonlyMap<string, NativeInfo>;
