/**
 * What lies in the code area and may be referred to from an image: strings, symbols, key lists of builtins, templates. Found out
 * once for each code image, from its bytes.
 */
import {
  BUILTIN_BYTES,
  type BuiltinKind,
  CODE,
  DIR_BUILTIN_COUNT,
  DIR_BUILTINS,
  DIR_INTERN,
  DIR_INTERN_MASK,
  DIR_SYMBOLS,
  FLAG_NATIVE,
  FLAG_REST,
  TEMPLATE_CAPTURE_COUNT,
  TEMPLATE_CAPTURES,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_LOCALS,
  TEMPLATE_NATIVE,
} from '../../../assembly/memory-map';
import { WellKnownSymbol } from '../../../assembly/names';
import type { CodeImage } from '../../bytecode/code-image';

/** A function as its template in the code area describes it. Offsets and sizes in bytes. */
export interface Template {
  readonly address: number;
  readonly code: number;
  readonly codeEnd: number;
  readonly frameBytes: number;
  /** Of the first register after `this` and the parameters, in the frame. */
  readonly locals: number;
  readonly flags: number;
  readonly native: number;
  /** Of each captured variable: does it live in a cell? */
  readonly cells: readonly boolean[];
}

/** A builtin object as the code area describes it. */
export interface BuiltinShape {
  readonly kind: BuiltinKind;
  readonly properties: number;
  /** Address of its constant key list, 0 = none. */
  readonly keys: number;
}

/** Bit 0 of a capture's kind: the variable itself is copied (CAPTURE_VALUE_*), no cell. */
const CAPTURED_BY_VALUE = 1;

export class CodeConstants {
  readonly strings: ReadonlySet<number>;
  readonly symbols: ReadonlySet<number>;
  /** Key lists of builtins: pairs by address. */
  readonly keyLists: ReadonlyMap<number, number>;
  readonly builtins: readonly BuiltinShape[];
  readonly #image: CodeImage;
  readonly #view: DataView;
  readonly #templates = new Map<number, Template>();

  constructor(image: CodeImage) {
    this.#image = image;
    const { bytes } = image;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.strings = this.#tableOf(this.u32(DIR_INTERN), this.u32(DIR_INTERN_MASK) + 1);
    this.symbols = this.#tableOf(this.u32(DIR_SYMBOLS), WellKnownSymbol.COUNT);
    const descriptors = this.u32(DIR_BUILTINS);
    this.builtins = Array.from({ length: this.u32(DIR_BUILTIN_COUNT) }, (_, index) => {
      const at = descriptors + index * BUILTIN_BYTES;
      return { kind: this.u32(at), properties: this.u32(at + 16), keys: this.u32(at + 24) };
    });
    this.keyLists = new Map(this.builtins.map(({ keys, properties }) => [keys, properties]));
  }

  /** A word of the code area. */
  u32(address: number): number {
    return this.#view.getUint32(address - CODE, true);
  }

  u16(address: number): number {
    return this.#view.getUint16(address - CODE, true);
  }

  /** The function whose template lies at this address. */
  template(address: number): Template | undefined {
    const known = this.#templates.get(address);
    if (known !== undefined) return known;
    const linked = this.#image.functionAt(address);
    // What an image asks for in vain is not remembered: there is no end of it.
    if (linked === undefined) return undefined;
    const found = this.#readTemplate(address, linked.codeEnd);
    this.#templates.set(address, found);
    return found;
  }

  #readTemplate(address: number, codeEnd: number): Template {
    const captures = this.u32(address + TEMPLATE_CAPTURES);
    return {
      address,
      code: this.u32(address + TEMPLATE_CODE),
      codeEnd,
      frameBytes: this.u16(address + TEMPLATE_FRAME_BYTES),
      locals: this.u16(address + TEMPLATE_LOCALS),
      flags: this.u16(address + TEMPLATE_FLAGS),
      native: this.u16(address + TEMPLATE_NATIVE),
      cells: Array.from({ length: this.u16(address + TEMPLATE_CAPTURE_COUNT) }, (_, index) => {
        return (this.u32(captures + 4 * index) & CAPTURED_BY_VALUE) === 0;
      }),
    };
  }

  #tableOf(address: number, count: number): Set<number> {
    const found = new Set<number>();
    for (let index = 0; index < count; index++) {
      const entry = this.u32(address + 4 * index);
      if (entry !== 0) found.add(entry);
    }
    return found;
  }
}

/** Is it a native that has a frame of its own with state slots? */
export function isResumable({ flags, frameBytes, locals }: Template): boolean {
  return (flags & FLAG_NATIVE) !== 0 && (frameBytes !== locals || (flags & FLAG_REST) !== 0);
}

const known = new WeakMap<CodeImage, CodeConstants>();

/** The constants of a code image, found out at the first question. */
export function constantsOf(image: CodeImage): CodeConstants {
  let constants = known.get(image);
  if (constants === undefined) {
    constants = new CodeConstants(image);
    known.set(image, constants);
  }
  return constants;
}
