/**
 * Functions in the code area: templates, relocated code, handlers, captures, line tables.
 */
import {
  CAPTURE_CELL_OUTER,
  CAPTURE_CELL_REGISTER,
  CAPTURE_VALUE_OUTER,
  CAPTURE_VALUE_REGISTER,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_LIBRARY,
  FLAG_NATIVE,
  FLAG_REST,
  FRAME_HEADER,
  HANDLER_BYTES,
  HANDLER_CATCH,
  HANDLER_FINALLY,
  LINE_BYTES,
  SOURCE_FILE,
  SOURCE_LINE_COUNT,
  SOURCE_LINES,
  TEMPLATE_BYTES,
  TEMPLATE_CAPTURE_COUNT,
  TEMPLATE_CAPTURES,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_HANDLER_COUNT,
  TEMPLATE_HANDLERS,
  TEMPLATE_INSTANCE_SLOTS,
  TEMPLATE_LENGTH,
  TEMPLATE_LOCALS,
  TEMPLATE_NAME,
  TEMPLATE_NATIVE,
  TEMPLATE_PARAMETERS,
  TEMPLATE_SOURCE,
} from '../../assembly/memory-map';
import { Op } from '../../assembly/opcodes';
import { TAG_STRING } from '../../assembly/value';
import { VmError } from '../vm/errors';
import type {
  FunctionReference,
  LibraryReference,
  NativeReference,
  NativeTable,
} from './builtin-table';
import type { LinkedFunction } from './code-image';
import type { CodeWriter, StringPool } from './code-writer';
import { CodeReader, instructions, registerOffset, WORD } from './instructions';
import { MAX_COLUMN } from './limits';
import type { Unit, UnitCapture, UnitFunction } from './unit';

/** What the code of one unit is relocated with. */
export interface Relocation {
  /** Addresses of the unit's strings. */
  strings: readonly number[];
  /** Address of the first template; the unit's templates lie one after the other. */
  templates: number;
  /** Addresses of the key lists of its literals. */
  literals: readonly number[];
  /** Builtin index by index in `unit.builtins`. */
  builtins: readonly number[];
  /** Capability index by index in `unit.imports`. */
  imports: readonly number[];
  /** Slot number by index in `unit.globals`. */
  slots: readonly number[];
  /** Cache entries of the units before this one. */
  firstCache: number;
}

/** Words whose value depends on where the code area ends: written last. */
export interface Fixups {
  /** Address of a u32, cache entry number, in turns. */
  caches: number[];
  /** Address of a u32, slot number, in turns. */
  slots: number[];
}

/** The guest library's functions that are reached by name. */
export interface LibraryFunctions {
  unit: Unit;
  /** Address of the first template. */
  templates: number;
  /** Exported name → function index. */
  exported: ReadonlyMap<string, number>;
}

/** Builtin constructors make their object themselves, for the new.target that they get as `this`. */
const CONSTRUCTS = FLAG_CONSTRUCTOR | FLAG_DERIVED;

/** High half of a linked `helper` word that names a function which is no LibraryHelper. */
export const NO_HELPER = 0xffffffff;

const captureKinds = {
  register: { cell: CAPTURE_CELL_REGISTER, value: CAPTURE_VALUE_REGISTER },
  outer: { cell: CAPTURE_CELL_OUTER, value: CAPTURE_VALUE_OUTER },
} as const;

export class FunctionLayout {
  readonly linked: LinkedFunction[] = [];
  readonly fixups: Fixups = { caches: [], slots: [] };
  private library: LibraryFunctions | undefined;
  private helperTemplates: readonly number[] = [];
  private generatedIndex = 0;
  /** Templates made here, by what they refer to, so that equal references share one. */
  private readonly generated = new Map<string, number>();

  constructor(
    private readonly writer: CodeWriter,
    private readonly strings: StringPool,
    private readonly natives: NativeTable,
  ) {}

  /** Says what CALLH and references to library functions mean; before any unit is laid out. */
  setLibrary(library: LibraryFunctions, helperTemplates: readonly number[]): void {
    this.library = library;
    this.helperTemplates = helperTemplates;
    this.generatedIndex = library.unit.functions.length;
  }

  /** Lays out a function of a unit; its template is allocated already. */
  lay(
    unit: Unit,
    unitIndex: number,
    index: number,
    source: UnitFunction,
    relocation: Relocation,
  ): void {
    const { writer } = this;
    const template = relocation.templates + index * TEMPLATE_BYTES;
    const code = writer.allocate(source.code.length);
    writer.setBytes(code, source.code);
    this.relocate(unit, source, code, relocation);
    const set = (field: number, value: number) => writer.setU16(template + field, value);
    writer.setU32(template + TEMPLATE_CODE, code);
    set(TEMPLATE_FRAME_BYTES, FRAME_HEADER + 8 * source.registers);
    set(TEMPLATE_LOCALS, registerOffset(1 + source.parameters));
    set(TEMPLATE_PARAMETERS, source.parameters);
    set(TEMPLATE_FLAGS, source.flags | (unit.library ? FLAG_LIBRARY : 0));
    set(TEMPLATE_LENGTH, source.length);
    set(TEMPLATE_INSTANCE_SLOTS, source.instanceSlots);
    writer.setU32(template + TEMPLATE_NAME, relocation.strings[source.name]);
    this.layHandlers(template, code, source);
    this.layCaptures(template, source.captures);
    if (!unit.library) this.laySource(template, relocation.strings[source.file], source);
    this.linked.push({
      template,
      code,
      codeEnd: code + source.code.length,
      name: unit.strings[source.name],
      file: unit.strings[source.file],
      unit: unitIndex,
      index,
      library: unit.library,
      lines: source.lines,
    });
  }

  private layHandlers(template: number, code: number, { handlers }: UnitFunction): void {
    if (handlers.length === 0) return;
    const { writer } = this;
    const table = writer.allocate(handlers.length * HANDLER_BYTES);
    for (const [index, handler] of handlers.entries()) {
      const record = table + index * HANDLER_BYTES;
      writer.setU32(record, code + handler.start * WORD);
      writer.setU32(record + 4, code + handler.end * WORD);
      writer.setU32(record + 8, code + handler.target * WORD);
      writer.setU16(record + 12, registerOffset(handler.register));
      writer.setU16(record + 14, handler.kind === 'finally' ? HANDLER_FINALLY : HANDLER_CATCH);
    }
    writer.setU32(template + TEMPLATE_HANDLERS, table);
    writer.setU32(template + TEMPLATE_HANDLER_COUNT, handlers.length);
  }

  private layCaptures(template: number, captures: readonly UnitCapture[]): void {
    if (captures.length === 0) return;
    const { writer } = this;
    const table = writer.allocate(captures.length * 4);
    for (const [index, capture] of captures.entries()) {
      const source = capture.from === 'register' ? registerOffset(capture.index) : capture.index;
      const kind = captureKinds[capture.from][capture.kind];
      writer.setU32(table + 4 * index, (source << 2) | kind);
    }
    writer.setU32(template + TEMPLATE_CAPTURES, table);
    writer.setU16(template + TEMPLATE_CAPTURE_COUNT, captures.length);
  }

  private laySource(template: number, file: number, { lines }: UnitFunction): void {
    const { writer } = this;
    const record = writer.allocate(SOURCE_LINES + lines.length * LINE_BYTES);
    writer.setU32(record + SOURCE_FILE, file);
    writer.setU32(record + SOURCE_LINE_COUNT, lines.length);
    for (const [index, { word, line, column }] of lines.entries()) {
      const at = record + SOURCE_LINES + index * LINE_BYTES;
      writer.setU32(at, word);
      writer.setU32(at + 4, (line << 12) | Math.min(column, MAX_COLUMN));
    }
    writer.setU32(template + TEMPLATE_SOURCE, record);
  }

  /** Replaces the indices in extra words by addresses. */
  private relocate(
    unit: Unit,
    source: UnitFunction,
    address: number,
    relocation: Relocation,
  ): void {
    const { writer } = this;
    const code = new CodeReader(source.code);
    for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
      const instruction = instructions[code.op(word)];
      if (instruction.words === 1) continue;
      const extra = address + (word + 1) * WORD;
      const low = code.extraLow(word);
      const high = code.extraHigh(word);
      switch (instruction.extra) {
        case 'constant': {
          const constant = unit.constants[low];
          if ('number' in constant) writer.setNumber(extra, constant.number);
          else writer.setSlot(extra, TAG_STRING, relocation.strings[constant.string]);
          break;
        }
        case 'key':
          writer.setU32(extra, relocation.strings[low]);
          this.fixups.caches.push(extra + 4, relocation.firstCache + high);
          break;
        case 'literal':
          writer.setU32(extra, relocation.literals[low]);
          this.fixups.caches.push(extra + 4, relocation.firstCache + high);
          break;
        case 'global':
          writer.setU32(extra + 4, relocation.strings[unit.globals[low].name]);
          this.fixups.slots.push(extra, relocation.slots[low]);
          break;
        case 'function':
          writer.setU32(extra, relocation.templates + low * TEMPLATE_BYTES);
          break;
        case 'builtin':
          writer.setU32(extra, relocation.builtins[low]);
          writer.setU32(extra + 4, relocation.strings[unit.builtins[low]]);
          break;
        case 'name':
          writer.setU32(extra, relocation.strings[low]);
          break;
        case 'import':
          writer.setU32(extra, relocation.imports[low]);
          writer.setU32(extra + 4, relocation.strings[unit.imports[low].name]);
          break;
        case 'helper':
          // (template, LibraryHelper number), or (template, NO_HELPER) for a function of the same unit.
          writer.setU32(
            extra,
            high === 1 ? relocation.templates + low * TEMPLATE_BYTES : this.helperTemplates[low],
          );
          writer.setU32(extra + 4, high === 1 ? NO_HELPER : low);
          break;
        case 'native':
          // (native id, template) of a resumable native, which runs in a frame of its own; (native id, 0) of a simple one.
          writer.setU32(extra + 4, this.resumableTemplate(low));
          break;
      }
    }
  }

  private resumableTemplate(id: number): number {
    for (const [name, row] of this.natives) {
      if (row.id !== id) continue;
      return row.slots === 0 ? 0 : this.reference({ native: name, name, length: row.parameters });
    }
    return 0;
  }

  /** The template of a function of the builtin table. */
  reference(reference: FunctionReference): number {
    const key = JSON.stringify(reference);
    const known = this.generated.get(key);
    if (known !== undefined) return known;
    const template =
      'native' in reference ? this.nativeTemplate(reference) : this.libraryTemplate(reference);
    this.generated.set(key, template);
    return template;
  }

  /** A function whose whole code is `NATIVE id`. */
  private nativeTemplate(reference: NativeReference): number {
    const { writer, strings } = this;
    const native = this.natives.get(reference.native);
    if (!native) {
      throw new VmError('BAD_BYTECODE', `the builtin table names the native '${reference.native}'`);
    }
    const name = strings.add(reference.name);
    const template = writer.allocate(TEMPLATE_BYTES);
    const code = writer.allocate(2 * WORD);
    writer.setU16(code, Op.NATIVE);
    writer.setU32(code + WORD, native.id);
    const constructs = reference.construct ? CONSTRUCTS : 0;
    const index = this.generatedIndex++;
    const set = (field: number, value: number) => writer.setU16(template + field, value);
    writer.setU32(template + TEMPLATE_CODE, code);
    const registers = 1 + native.parameters + (native.rest ? 1 : 0) + native.slots;
    set(TEMPLATE_FRAME_BYTES, FRAME_HEADER + 8 * registers);
    set(TEMPLATE_LOCALS, registerOffset(1 + native.parameters));
    set(TEMPLATE_PARAMETERS, native.parameters);
    set(TEMPLATE_FLAGS, FLAG_NATIVE | FLAG_LIBRARY | constructs | (native.rest ? FLAG_REST : 0));
    set(TEMPLATE_LENGTH, reference.length);
    set(TEMPLATE_NATIVE, native.id);
    writer.setU32(template + TEMPLATE_NAME, name);
    this.linked.push({
      template,
      code,
      codeEnd: code + 2 * WORD,
      name: reference.name,
      file: '',
      unit: 0,
      index,
      library: true,
      lines: [],
    });
    return template;
  }

  /** The library function itself, or a second template over its code with another name, length or flag. */
  private libraryTemplate(reference: LibraryReference): number {
    const library = this.library!;
    const functionIndex = library.exported.get(reference.library);
    if (functionIndex === undefined) {
      throw new VmError(
        'BAD_BYTECODE',
        `the builtin table names '${reference.library}', which the library does not export`,
      );
    }
    const source = library.unit.functions[functionIndex];
    const original = {
      template: library.templates + functionIndex * TEMPLATE_BYTES,
      name: library.unit.strings[source.name],
    };
    const name = reference.name ?? original.name;
    const length = reference.length ?? source.length;
    const constructs = reference.construct;
    const flags =
      constructs === undefined
        ? source.flags
        : (source.flags & ~CONSTRUCTS) | (constructs ? CONSTRUCTS : 0);
    if (name === original.name && length === source.length && flags === source.flags) {
      return original.template;
    }
    const { writer } = this;
    const nameAddress = this.strings.add(name);
    const template = writer.allocate(TEMPLATE_BYTES);
    for (let field = 0; field < TEMPLATE_BYTES; field += 4) {
      writer.setU32(template + field, writer.getU32(original.template + field));
    }
    const index = this.generatedIndex++;
    writer.setU32(template + TEMPLATE_NAME, nameAddress);
    writer.setU16(template + TEMPLATE_LENGTH, length);
    writer.setU16(template + TEMPLATE_FLAGS, flags | FLAG_LIBRARY);
    const code = writer.getU32(template + TEMPLATE_CODE);
    this.linked.push({
      template,
      code,
      codeEnd: code + source.code.length,
      name,
      file: library.unit.strings[source.file],
      unit: 0,
      index,
      library: true,
      lines: source.lines,
    });
    return template;
  }
}
