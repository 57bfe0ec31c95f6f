/**
 * A compiled program: immutable, verified once, loads into many Vms at no cost.
 */
import { sha256 } from '../bytecode/checksums';
import type { CodeImage } from '../bytecode/code-image';
import { capabilityName, disassemble } from '../bytecode/disassemble';
import { decodeUnit, encodeUnit } from '../bytecode/format';
import { guestLibrary } from '../bytecode/library';
import { link } from '../bytecode/linker';
import { normaliseModuleName, resolveSpecifier } from '../bytecode/module-names';
import type { Unit } from '../bytecode/unit';
import { verify } from '../bytecode/verifier';
import { VmError } from './errors';
import type { VmOptions } from './options';
import type { Template } from './template';

/**
 * What the compiler makes and a Vm runs. `Exports` types `vm.call`.
 * @typeParam Exports the exported functions of the entry module
 */
export class Program<Exports = any> {
  /** Carries the type parameter; there is no such property. */
  declare readonly exportTypes?: Exports;
  /** Names that the entry module exports, in order; those of `export *` from modules of this program included. */
  readonly exports: string[];
  /** Capabilities that the program imports, each once: `log`, `db.query`. */
  readonly imports: string[];
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private linked: CodeImage | undefined;
  private digest: string | undefined;

  private constructor(
    /** @internal Verified. */
    readonly unit: Unit,
    bytes: Uint8Array<ArrayBuffer>,
  ) {
    this.bytes = bytes;
    this.exports = exportedNames(unit);
    const names = unit.imports.map(({ namespace, name }) =>
      capabilityName(unit.strings[namespace], unit.strings[name]),
    );
    this.imports = [...new Set(names)];
  }

  /**
   * Reads and verifies bytecode, as `program.bytecode` and `raya compile` give it. The bytes are copied.
   * @throws VmError `BAD_BYTECODE` when the bytes are not bytecode of this version, or were changed
   */
  static fromBytes<Exports = any>(bytes: ArrayBuffer | Uint8Array): Program<Exports> {
    const own = new Uint8Array(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
    const unit = decodeUnit(own);
    if (unit.library) throw new VmError('BAD_BYTECODE', 'it is a library, not a program');
    verify(unit);
    return new Program(unit, own);
  }

  /** @internal From the compiler. What the verifier would refuse is refused here too. */
  static fromUnit(unit: Unit): Program {
    verify(unit);
    return new Program(unit, encodeUnit(unit));
  }

  /** The program as bytes, in the format of docs/bytecode.md: a fresh copy. */
  get bytecode(): ArrayBuffer {
    return this.bytes.slice().buffer;
  }

  /** SHA-256 of the bytecode, in hexadecimal. */
  get hash(): string {
    this.digest ??= sha256(this.bytes);
    return this.digest;
  }

  /** The instructions as readable text. */
  disassemble(): string {
    return disassemble(this.unit);
  }

  /**
   * Runs the top-level code once, in a Vm made with these options; the template then starts Vms that go on from there.
   * @throws what the top-level code throws (GuestError), VmError as `new Vm` and `loadBytecode` do
   */
  async prepare(options: VmOptions = {}): Promise<Template<Exports>> {
    const { prepareTemplate } = await import('./template');
    return prepareTemplate(this, options);
  }

  /**
   * @internal The program linked with the guest library, made once and shared by every Vm that runs it alone.
   * @throws VmError `NO_MODULE` when it imports a module it does not hold
   */
  image(): CodeImage {
    const library = guestLibrary();
    this.linked ??= link([library.unit, this.unit], library.link);
    return this.linked;
  }
}

/** Names the entry module exports, through `export *` as far as the unit holds the modules. */
function exportedNames(unit: Unit): string[] {
  const { modules, strings } = unit;
  const byName = new Map(
    modules.map((module, index) => [normaliseModuleName(strings[module.name]), index]),
  );
  const names = new Set(modules[unit.entry].exports.map((row) => strings[row.name]));
  const seen = new Set([unit.entry]);
  for (const index of seen) {
    for (const star of modules[index].stars) {
      const target = byName.get(resolveSpecifier(strings[modules[index].name], strings[star]));
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      for (const { name } of modules[target].exports) {
        if (strings[name] !== 'default') names.add(strings[name]);
      }
    }
  }
  return [...names];
}
