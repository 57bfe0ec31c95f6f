/** What is loaded into a Vm, and the code image it becomes at the first call. */
import type { CodeImage } from '../bytecode/code-image';
import { guestLibrary } from '../bytecode/library';
import { link } from '../bytecode/linker';
import { normaliseModuleName } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';
import { type HostFunction, importName, resolveCapability } from '../capabilities/resolve';
import { VmError } from './errors';
import type { VmSettings } from './options';
import { Program } from './program';

export class LoadedModules {
  readonly #settings: VmSettings;
  /** Given to loadBytecode. */
  #main: Program | undefined;
  /** Given to loadModule, by normalised name, in order; made for the first. */
  #modules: Map<string, Unit> | undefined;
  #image: CodeImage | undefined;

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

  /** The capability behind each index of the image. @throws VmError NO_CAPABILITY */
  functions(image: CodeImage): HostFunction[] {
    return image.imports.map((imported) => {
      const found = resolveCapability(this.#settings.capabilities, imported);
      if (found === undefined) throw new VmError('NO_CAPABILITY', importName(imported));
      return found;
    });
  }

  #link(): CodeImage {
    if (this.#main !== undefined && this.#modules === undefined) return this.#main.image();
    const units = [...(this.#modules?.values() ?? [])];
    if (this.#main !== undefined) units.unshift(this.#main.unit);
    if (units.length === 0) {
      throw new VmError('NO_ENTRY', 'no program is loaded: call loadBytecode or loadModule first');
    }
    const library = guestLibrary();
    const entryUnit = this.#main === undefined ? units.length : 1;
    return link([library.unit, ...units], { ...library.link, entryUnit });
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
