/**
 * What is loaded into a Vm, and the code image it becomes at the first call. What is loaded after that is linked at the next call: the units
 * linked before stay first, so that their code keeps its addresses, and the entries before stay the first to be evaluated.
 */

import { sha256 } from '../bytecode/checksums';
import type { CodeImage } from '../bytecode/code-image';
import { encodeUnit } from '../bytecode/format';
import { guestLibrary } from '../bytecode/library';
import { link } from '../bytecode/linker';
import { normaliseModuleName } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';
import {
  type HostFunction,
  importName,
  resolveCapabilities,
  resolveCapability,
} from '../capabilities/resolve';
import type { CodeState } from '../snapshot/format';
import { VmError } from './errors';
import type { VmSettings } from './options';
import { Program } from './program';

const NONE: readonly never[] = [];

/** What is loaded, as bytecode. */
export interface LoadedCode extends CodeState {
  /** SHA-256 of all of it. */
  readonly hash: string;
}

/** A program, linked. */
export interface FoundCode {
  readonly main: Program | undefined;
  /** Without the library. */
  readonly linked: readonly Unit[];
  readonly image: CodeImage;
}

export class LoadedModules {
  readonly #settings: VmSettings;
  /** Given to loadBytecode. */
  #main: Program | undefined;
  /** Given to loadModule and not linked yet, by normalised name, in order; made for the first. */
  #waiting: Map<string, Unit> | undefined;
  /** Linked, in the order of the code area, after the library. */
  #linked: readonly Unit[] = NONE;
  #image: CodeImage | undefined;
  #functions: HostFunction[] | undefined;

  constructor(settings: VmSettings) {
    this.#settings = settings;
  }

  /** @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY */
  loadBytecode(program: ArrayBuffer | Uint8Array | Program): void {
    const loaded = program instanceof Program ? program : Program.fromBytes(checkBytes(program));
    if (this.#main !== undefined) throw new VmError('VM_BUSY', 'a program is loaded already');
    this.#checkNames(moduleNames(loaded.unit));
    this.#checkCapabilities(loaded.unit);
    this.#main = loaded;
  }

  /** @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY, CompileError */
  loadModule(name: string, sourceOrBytes: string | ArrayBuffer | Uint8Array): void {
    if (typeof name !== 'string' || name === '') {
      throw new TypeError('loadModule takes the name of the module first');
    }
    const key = normaliseModuleName(name);
    this.#checkNames([key]);
    const program =
      typeof sourceOrBytes === 'string'
        ? this.#compile(name, sourceOrBytes)
        : Program.fromBytes(checkBytes(sourceOrBytes));
    const unit = renamed(program.unit, name);
    this.#checkNames(moduleNames(unit));
    this.#checkCapabilities(unit);
    this.#waiting ??= new Map();
    // A name that is loaded again before linking is replaced, and is the last one then.
    this.#waiting.delete(key);
    this.#waiting.set(key, unit);
  }

  /**
   * The image of what is loaded; another one when something was loaded since it was last asked for.
   * @throws VmError NO_ENTRY when nothing is loaded, NO_MODULE when an import leads nowhere
   */
  image(): CodeImage {
    const main = this.#main?.unit;
    const isNew = main !== undefined && !this.#linked.includes(main);
    if (this.#image !== undefined && this.#waiting === undefined && !isNew) return this.#image;
    const units = [
      ...this.#linked,
      ...(isNew ? [main] : NONE),
      ...(this.#waiting?.values() ?? NONE),
    ];
    if (units.length === 0) {
      throw new VmError('NO_ENTRY', 'no program is loaded: call loadBytecode or loadModule first');
    }
    this.#image = this.#link(units);
    this.#linked = units;
    this.#waiting = undefined;
    return this.#image;
  }

  /**
   * The capability behind each index of the image; those of an earlier image stay what they were.
   * @throws VmError NO_CAPABILITY with the names of all that are missing
   */
  functions(image: CodeImage): HostFunction[] {
    this.#functions ??= [];
    const functions = this.#functions;
    const added = image.imports.slice(functions.length);
    functions.push(...resolveCapabilities(this.#settings.capabilities, added));
    return functions;
  }

  // ---- Snapshots ----

  /** The program, when there is nothing else. */
  get onlyProgram(): Program | undefined {
    return this.#linked.length + (this.#waiting?.size ?? 0) <= 1 ? this.#main : undefined;
  }

  /** What is linked. @throws VmError NO_ENTRY, NO_MODULE */
  linked(): FoundCode {
    const image = this.image();
    return { main: this.#main, linked: this.#linked, image };
  }

  /** What is linked, as a snapshot holds it. */
  code(): LoadedCode {
    return this.codeOf(this.image());
  }

  /** The same of an image that was linked here; it may be an earlier one. */
  codeOf({ units: [, ...linked], entries }: CodeImage): LoadedCode {
    const program = this.#main;
    const main = program === undefined ? -1 : linked.indexOf(program.unit);
    const units = linked.map((unit) =>
      unit === program?.unit ? new Uint8Array(program.bytecode) : encodeUnit(unit),
    );
    const code = { main, units, entries };
    const isAlone = program !== undefined && main === 0 && units.length === 1;
    return { ...code, hash: isAlone ? program.hash : hashOf(code) };
  }

  /**
   * The program of a snapshot, linked: what is loaded, what is given, or what the snapshot brings.
   * @param hash the program that it must be
   * @throws VmError BAD_SNAPSHOT when there is none, or another; BAD_BYTECODE, NO_MODULE
   */
  find(hash: string, brought: CodeState | undefined, given: Program | undefined): FoundCode {
    if (given !== undefined) {
      if (given.hash !== hash) throw new VmError('BAD_SNAPSHOT', 'it is of another program');
      return alone(given);
    }
    const main = this.#main;
    if (main !== undefined && this.#linked.length <= 1 && this.#waiting === undefined) {
      if (main.hash === hash) return alone(main);
    } else if (
      this.#image !== undefined &&
      this.#waiting === undefined &&
      this.code().hash === hash
    ) {
      return { main, linked: this.#linked, image: this.#image };
    }
    if (brought === undefined) {
      throw new VmError('BAD_SNAPSHOT', `it needs the program with the SHA-256 ${hash}`);
    }
    return foundIn(brought, hash);
  }

  /** This is what is loaded from now on. */
  adopt({ main, linked, image }: FoundCode, functions: HostFunction[]): void {
    this.#main = main;
    this.#waiting = undefined;
    this.#linked = linked;
    this.#image = image;
    this.#functions = functions;
  }

  #link(units: readonly Unit[]): CodeImage {
    const main = this.#main;
    if (main !== undefined && units.length === 1) return main.image();
    const library = guestLibrary();
    // Counted as in the image, where the library is the first unit.
    const entry = main === undefined ? units.length : 1 + units.indexOf(main.unit);
    const entries = [...(this.#image?.entries ?? NONE), entry];
    return link([library.unit, ...units], { ...library.link, entries });
  }

  #compile(name: string, source: string): Program {
    const { compiler } = this.#settings;
    if (compiler === undefined) {
      throw new TypeError('loadModule needs VmOptions.compiler to load a module from source');
    }
    return compiler.compileString(source, { fileName: name });
  }

  /** @throws VmError VM_BUSY when a linked module has one of the names */
  #checkNames(names: readonly string[]): void {
    for (const unit of this.#linked) {
      const name = moduleNames(unit).find((known) => names.includes(known));
      if (name === undefined) continue;
      throw new VmError('VM_BUSY', `a module named '${name}' is in use`);
    }
  }

  #checkCapabilities(unit: Unit): void {
    for (const { namespace, name } of unit.imports) {
      const imported = { namespace: unit.strings[namespace]!, name: unit.strings[name]! };
      if (resolveCapability(this.#settings.capabilities, imported) === undefined) {
        throw new VmError('NO_CAPABILITY', importName(imported));
      }
    }
  }
}

/** A program and nothing else. */
const alone = (main: Program): FoundCode => ({ main, linked: [main.unit], image: main.image() });

const hashOf = ({ main, units, entries }: CodeState): string =>
  sha256(new TextEncoder().encode(JSON.stringify([main, entries, ...units.map(sha256)])));

/** The program that a snapshot or a recording brings, linked. @throws VmError BAD_SNAPSHOT, BAD_BYTECODE, NO_MODULE */
export function foundIn(code: CodeState, hash: string): FoundCode {
  const programs = code.units.map((unit) => Program.fromBytes(unit));
  const main = programs[code.main];
  const first = code.entries[0];
  if (main !== undefined && programs.length === 1 && code.entries.length === 1 && first === 1) {
    if (main.hash === hash) return alone(main);
  } else if (
    hashOf(code) === hash &&
    code.entries.every((entry) => entry >= 1 && entry <= programs.length)
  ) {
    const linked = programs.map(({ unit }) => unit);
    const library = guestLibrary();
    const { entries } = code;
    return { main, linked, image: link([library.unit, ...linked], { ...library.link, entries }) };
  }
  throw new VmError('BAD_SNAPSHOT', 'the program that it brings is another than it names');
}

const moduleNames = ({ modules, strings }: Unit): string[] =>
  modules.map((module) => normaliseModuleName(strings[module.name]!));

function checkBytes(bytes: unknown): ArrayBuffer | Uint8Array {
  if (bytes instanceof ArrayBuffer || bytes instanceof Uint8Array) return bytes;
  throw new TypeError('bytecode must be a Program, an ArrayBuffer or a Uint8Array');
}

/** The same unit with another name for its entry module. */
function renamed(unit: Unit, name: string): Unit {
  const entry = unit.modules[unit.entry]!;
  if (unit.strings[entry.name] === name) return unit;
  const strings = [...unit.strings];
  let index = strings.indexOf(name);
  if (index < 0) index = strings.push(name) - 1;
  const modules = unit.modules.map((module) =>
    module === entry ? { ...module, name: index } : module,
  );
  return { ...unit, strings, modules };
}
