/**
 * A code image: the linked code area of a program, shared by every Vm that runs it. The host copies `bytes` to CODE
 * in a lease, zeroes the caches, and calls `initialize`.
 *
 *   CODE … codeEnd          bytes: directory, strings, library, the program's units, module and intern tables
 *   cacheBase … cachePool   one inline-cache entry per site
 *   cachePool … cacheEnd    the overflow pool
 *   globalsBase … globalsEnd  one slot per module variable
 *   heapBase                a multiple of 64
 */

import type { Unit } from './unit';

/** A capability that some unit imports; `namespace` is '' for `host:`. */
export interface CapabilityImport {
  readonly namespace: string;
  readonly name: string;
}

/** Where a code address lies in the source. */
export interface CodeLocation {
  /** Name of the function, '' when it has none. */
  readonly functionName: string;
  readonly file: string;
  /** From 1; 0 when the function has no line table. */
  readonly line: number;
  readonly column: number;
  /** Code of the guest library, hidden from stacks. */
  readonly library: boolean;
}

/** A function's template and the code it runs. */
export interface LinkedFunction {
  readonly template: number;
  readonly code: number;
  readonly codeEnd: number;
  readonly name: string;
  readonly file: string;
  /** Unit index, and index in the unit; beyond the unit's functions for those the linker made. */
  readonly unit: number;
  readonly index: number;
  readonly library: boolean;
  readonly lines: readonly { word: number; line: number; column: number }[];
}

/** A module in the order of evaluation. */
export interface ImageModule {
  readonly name: string;
  readonly unit: number;
  readonly asynchronous: boolean;
}

/** What the linker found out besides the bytes. */
export interface CodeImageParts {
  bytes: Uint8Array;
  units: readonly Unit[];
  entries: readonly number[];
  unitBounds: readonly number[];
  codeEnd: number;
  cacheBase: number;
  cachePool: number;
  cacheEnd: number;
  globalsBase: number;
  globalsEnd: number;
  heapBase: number;
  imports: readonly CapabilityImport[];
  modules: readonly ImageModule[];
  exports: ReadonlyMap<string, number>;
  moduleExports: (name: string) => ReadonlyMap<string, number> | undefined;
  /** Functions of the library, then those of the program, each ascending by code address. */
  functions: readonly (readonly LinkedFunction[])[];
  missingHelpers: readonly string[];
  strings: ImageStrings;
}

/** The strings of a code area. */
export interface ImageStrings {
  find(text: string): number | undefined;
  /** Texts and addresses of those that are not the library's. */
  own(): Iterable<[text: string, address: number]>;
}

export class CodeImage {
  /** From CODE on. Shared: never written to. */
  readonly bytes: Uint8Array;
  /** What was linked, the library first. */
  readonly units: readonly Unit[];
  /** Which of them the program has started with, in the order of evaluation; the last is the entry. */
  readonly entries: readonly number[];
  /** Where each unit behind the library begins, and where the last one ends: what lies behind is laid out anew when units are added. */
  readonly unitBounds: readonly number[];
  readonly codeEnd: number;
  readonly cacheBase: number;
  /** First entry of the overflow pool of inline caches (H_CACHE_POOL at the start). */
  readonly cachePool: number;
  readonly cacheEnd: number;
  readonly globalsBase: number;
  readonly globalsEnd: number;
  readonly heapBase: number;
  /** Capabilities of all units, each once; a capability index counts these. */
  readonly imports: readonly CapabilityImport[];
  /** In the order of evaluation. */
  readonly modules: readonly ImageModule[];
  /** Exported names of the entry module and the addresses of their slots. */
  readonly exports: ReadonlyMap<string, number>;
  /** Functions of LibraryHelper that the library does not export (yet): their templates are 0. */
  readonly missingHelpers: readonly string[];
  private readonly parts: CodeImageParts;
  private byTemplate: ReadonlyMap<number, LinkedFunction> | undefined;

  constructor(parts: CodeImageParts) {
    this.parts = parts;
    this.bytes = parts.bytes;
    this.units = parts.units;
    this.entries = parts.entries;
    this.unitBounds = parts.unitBounds;
    this.codeEnd = parts.codeEnd;
    this.cacheBase = parts.cacheBase;
    this.cachePool = parts.cachePool;
    this.cacheEnd = parts.cacheEnd;
    this.globalsBase = parts.globalsBase;
    this.globalsEnd = parts.globalsEnd;
    this.heapBase = parts.heapBase;
    this.imports = parts.imports;
    this.modules = parts.modules;
    this.exports = parts.exports;
    this.missingHelpers = parts.missingHelpers;
  }

  /** Every constant lies below: strings, key lists, templates. */
  get unitsEnd(): number {
    return this.unitBounds.at(-1)!;
  }

  /** Exported names and slot addresses of any module of the program, or undefined when there is none of that name. */
  exportsOf(moduleName: string): ReadonlyMap<string, number> | undefined {
    return this.parts.moduleExports(moduleName);
  }

  /** The function whose template lies at this address. */
  functionAt(template: number): LinkedFunction | undefined {
    this.byTemplate ??= new Map(this.parts.functions.flat().map((row) => [row.template, row]));
    return this.byTemplate.get(template);
  }

  /** The function whose code holds this address. */
  functionOfCode(codeAddress: number): LinkedFunction | undefined {
    for (const functions of this.parts.functions) {
      let low = 0;
      let high = functions.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (functions[middle].codeEnd <= codeAddress) low = middle + 1;
        else high = middle;
      }
      const found = functions[low];
      if (found && found.code <= codeAddress) return found;
    }
    return undefined;
  }

  /** Where in the source the instruction at this address comes from. */
  resolveLocation(codeAddress: number): CodeLocation | undefined {
    const found = this.functionOfCode(codeAddress);
    if (!found) return undefined;
    const word = (codeAddress - found.code) >>> 3;
    let low = 0;
    let high = found.lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (found.lines[middle].word <= word) low = middle + 1;
      else high = middle;
    }
    const row = found.lines[low - 1];
    return {
      functionName: found.name,
      file: found.file,
      line: row?.line ?? 0,
      column: row?.column ?? 0,
      library: found.library,
    };
  }

  /** Address of a string of the code area. */
  stringAddress(text: string): number | undefined {
    return this.parts.strings.find(text);
  }

  /** Addresses of the strings that an earlier image of the program does not have. */
  stringsSince(earlier: CodeImage): number[] {
    const added: number[] = [];
    for (const [text, address] of this.parts.strings.own()) {
      if (earlier.stringAddress(text) === undefined) added.push(address);
    }
    return added;
  }
}
