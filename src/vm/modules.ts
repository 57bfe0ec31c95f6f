/** What is loaded into a Vm, and the code image it becomes at the first call. */

import { sha256 } from '../bytecode/checksums';
import type { CodeImage } from '../bytecode/code-image';
import { encodeUnit } from '../bytecode/format';
import { guestLibrary } from '../bytecode/library';
import { link } from '../bytecode/linker';
import { normaliseModuleName } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';
import { type HostFunction, importName, resolveCapability } from '../capabilities/resolve';
import type { CodeState } from '../snapshot/format';
import { VmError } from './errors';
import type { VmSettings } from './options';
import { Program } from './program';

/** What is loaded, as bytecode. */
export interface LoadedCode extends CodeState {
  /** SHA-256 of all of it. */
  readonly hash: string;
}

/** A program, linked. */
export interface FoundCode {
  readonly main: Program | undefined;
  readonly modules: Map<string, Unit> | undefined;
  readonly image: CodeImage;
  readonly hash: string;
}

export class LoadedModules {
  readonly #settings: VmSettings;
  /** Given to loadBytecode. */
  #main: Program | undefined;
  /** Given to loadModule, by normalised name, in order; made for the first. */
  #modules: Map<string, Unit> | undefined;
  #image: CodeImage | undefined;
  /** SHA-256 of what is loaded, when it is known. */
  #hash: string | undefined;

  constructor(settings: VmSettings) {
    this.#settings = settings;
  }

  /** @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY */
  loadBytecode(program: ArrayBuffer | Uint8Array | Program): void {
    const loaded = program instanceof Program ? program : Program.fromBytes(checkBytes(program));
    this.#checkUnlinked('the program');
    if (this.#main !== undefined) throw new VmError('VM_BUSY', 'a program is loaded already');
    this.#checkCapabilities(loaded.unit);
    this.#main = loaded;
  }

  /** @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY, CompileError */
  loadModule(name: string, sourceOrBytes: string | ArrayBuffer | Uint8Array): void {
    if (typeof name !== 'string' || name === '') {
      throw new TypeError('loadModule takes the name of the module first');
    }
    this.#checkUnlinked(`module '${name}'`);
    const program =
      typeof sourceOrBytes === 'string'
        ? this.#compile(name, sourceOrBytes)
        : Program.fromBytes(checkBytes(sourceOrBytes));
    this.#checkCapabilities(program.unit);
    const key = normaliseModuleName(name);
    // A name that is loaded again before linking is replaced, and is the last one then.
    this.#modules ??= new Map();
    this.#modules.delete(key);
    this.#modules.set(key, renamed(program.unit, name));
  }

  /**
   * Links what is loaded, at the first call.
   * @throws VmError NO_ENTRY when nothing is loaded, NO_MODULE when an import leads nowhere
   */
  image(): CodeImage {
    this.#image ??= this.#link();
    return this.#image;
  }

  /** The capability behind each index of the image. @throws VmError NO_CAPABILITY with the names of all that are missing */
  functions(image: CodeImage, capabilities = this.#settings.capabilities): HostFunction[] {
    const missing: string[] = [];
    const functions: HostFunction[] = [];
    for (const imported of image.imports) {
      const found = resolveCapability(capabilities, imported);
      if (found === undefined) missing.push(importName(imported));
      else functions.push(found);
    }
    if (missing.length > 0) throw new VmError('NO_CAPABILITY', missing.join(', '));
    return functions;
  }

  /** What is loaded, as a snapshot holds it. */
  code(): LoadedCode {
    const units = [...(this.#modules?.values() ?? [])].map(encodeUnit);
    if (this.#main !== undefined) units.unshift(new Uint8Array(this.#main.bytecode));
    const hasMain = this.#main !== undefined;
    return { hasMain, units, hash: this.#hash ?? hashOf(hasMain, units, this.#main) };
  }

  /**
   * The program of a snapshot, linked: what is loaded, what is given, or what the snapshot brings.
   * @param hash the program that it must be
   * @throws VmError BAD_SNAPSHOT when there is none, or another; BAD_BYTECODE
   */
  find(hash: string, brought: CodeState | undefined, given: Program | undefined): FoundCode {
    if (given !== undefined) {
      if (given.hash !== hash) throw new VmError('BAD_SNAPSHOT', 'it is of another program');
      return { main: given, modules: undefined, image: given.image(), hash };
    }
    if (this.#main !== undefined && this.#modules === undefined && this.#main.hash === hash) {
      return { main: this.#main, modules: undefined, image: this.#main.image(), hash };
    }
    if (this.#modules !== undefined && this.code().hash === hash) {
      return { main: this.#main, modules: this.#modules, image: this.image(), hash };
    }
    if (brought === undefined) {
      throw new VmError('BAD_SNAPSHOT', `it needs the program with the SHA-256 ${hash}`);
    }
    return foundIn(brought, hash);
  }

  /** What is loaded is this from now on. */
  adopt({ main, modules, image, hash }: FoundCode): void {
    this.#main = main;
    this.#modules = modules;
    this.#image = image;
    this.#hash = hash;
  }

  #link(): CodeImage {
    return linkLoaded(this.#main, this.#modules);
  }

  #compile(name: string, source: string): Program {
    const { compiler } = this.#settings;
    if (compiler === undefined) {
      throw new TypeError('loadModule needs VmOptions.compiler to load a module from source');
    }
    return compiler.compileString(source, { fileName: name });
  }

  #checkUnlinked(what: string): void {
    if (this.#image !== undefined) {
      throw new VmError('VM_BUSY', `${what} must be loaded before the first call`);
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

/** Links what is loaded. @throws VmError NO_ENTRY when that is nothing, NO_MODULE when an import leads nowhere */
function linkLoaded(
  main: Program | undefined,
  modules: ReadonlyMap<string, Unit> | undefined,
): CodeImage {
  if (main !== undefined && modules === undefined) return main.image();
  const units = [...(modules?.values() ?? [])];
  if (main !== undefined) units.unshift(main.unit);
  if (units.length === 0) {
    throw new VmError('NO_ENTRY', 'no program is loaded: call loadBytecode or loadModule first');
  }
  const library = guestLibrary();
  const entryUnit = main === undefined ? units.length : 1;
  return link([library.unit, ...units], { ...library.link, entryUnit });
}

/** A program alone goes by its own hash; several modules by one of all of theirs. */
function hashOf(hasMain: boolean, units: readonly Uint8Array[], main: Program | undefined): string {
  if (main !== undefined && units.length === 1) return main.hash;
  return sha256(new TextEncoder().encode(JSON.stringify([hasMain, ...units.map(sha256)])));
}

function foundIn({ hasMain, units }: CodeState, hash: string): FoundCode {
  const programs = units.map((unit) => Program.fromBytes(unit));
  const main = hasMain ? programs[0] : undefined;
  if (hashOf(hasMain, units, main) !== hash) {
    throw new VmError('BAD_SNAPSHOT', 'the program that it brings is another than it names');
  }
  const others = programs.slice(hasMain ? 1 : 0);
  const modules =
    others.length === 0
      ? undefined
      : new Map(
          others.map(({ unit }) => {
            const name = unit.strings[unit.modules[unit.entry]!.name]!;
            return [normaliseModuleName(name), unit];
          }),
        );
  return { main, modules, image: linkLoaded(main, modules), hash };
}

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
