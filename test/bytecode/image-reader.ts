/** Reads a code image as the core would: by addresses. */
import {
  CODE,
  DIR_INTERN,
  DIR_INTERN_MASK,
  DIR_INTERN_REST,
  DIR_INTERN_REST_COUNT,
  DIR_INTERN_WINDOW,
  DIR_MODULE_COUNT,
  DIR_MODULES,
  TEMPLATE_CODE,
} from '../../assembly/memory-map';
import type { CodeImage } from '../../src/bytecode/code-image';
import { instructions } from '../../src/bytecode/instructions';
import { hashOfString } from '../../src/bytecode/strings';

export class ImageReader {
  private readonly view: DataView;

  constructor(readonly image: CodeImage) {
    this.view = new DataView(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength);
  }

  u16(address: number): number {
    return this.view.getUint16(address - CODE, true);
  }

  u32(address: number): number {
    return this.view.getUint32(address - CODE, true);
  }

  u64(address: number): bigint {
    return this.view.getBigUint64(address - CODE, true);
  }

  /** The text of a flat string, after a look at its header. */
  string(address: number): string {
    const size = this.u32(address);
    if (size % 8 !== 0) throw new Error(`no raw object at ${address}`);
    const flags = this.u32(address + 4);
    const length = this.u32(address + 8);
    let text = '';
    for (let index = 0; index < length; index++) {
      const unit =
        flags & 1
          ? this.u16(address + 16 + 2 * index)
          : this.view.getUint8(address + 16 + index - CODE);
      text += String.fromCharCode(unit);
    }
    if (this.u32(address + 12) !== hashOfString(text)) throw new Error(`wrong hash of ${text}`);
    return text;
  }

  /** Looks a string up as the core does; 0 when it is not there. */
  intern(text: string): number {
    const mask = this.u32(DIR_INTERN_MASK);
    const table = this.u32(DIR_INTERN);
    const hash = hashOfString(text);
    for (let index = 0; index < DIR_INTERN_WINDOW; index++) {
      const address = this.u32(table + 4 * ((hash + index) & mask));
      if (address === 0 || this.string(address) === text) return address;
    }
    // Sorted by hash first; the core searches it by halves.
    let before = 0;
    let found = 0;
    for (let index = 0; index < this.u32(DIR_INTERN_REST_COUNT); index++) {
      const address = this.u32(this.u32(DIR_INTERN_REST) + 4 * index);
      if (this.u32(address + 12) < before) throw new Error('the list is not sorted');
      before = this.u32(address + 12);
      if (this.string(address) === text) found = address;
    }
    return found;
  }

  /** Slots of a SLOTS object. */
  slots(address: number): bigint[] {
    const header = this.u32(address);
    if ((header & 7) !== 1) throw new Error(`no slots at ${address}`);
    return Array.from({ length: (header >>> 3) - 1 }, (_, index) =>
      this.u64(address + 8 + 8 * index),
    );
  }

  /** Templates of the modules in the order of evaluation, with their flags. */
  modules(): { template: number; flags: number }[] {
    return Array.from({ length: this.u32(DIR_MODULE_COUNT) }, (_, index) => ({
      template: this.u32(this.u32(DIR_MODULES) + 8 * index),
      flags: this.u32(this.u32(DIR_MODULES) + 8 * index + 4),
    }));
  }

  /** Template of a function of the program by name. */
  template(name: string): number {
    for (let address = CODE; address < this.image.codeEnd; address += 8) {
      const found = this.image.functionAt(address);
      if (found && !found.library && found.name === name) return address;
    }
    throw new Error(`no function ${name}`);
  }

  /** Address of the first instruction of that name in a function. */
  instruction(template: number, name: string): number {
    let address = this.u32(template + TEMPLATE_CODE);
    const { codeEnd } = this.image.functionAt(template)!;
    while (address < codeEnd) {
      const instruction = instructions[this.u16(address)];
      if (instruction.name === name) return address;
      address += 8 * instruction.words;
    }
    throw new Error(`no ${name}`);
  }

  /** The halves of the extra word of the first instruction of that name. */
  extra(template: number, name: string): [low: number, high: number] {
    const address = this.instruction(template, name);
    return [this.u32(address + 8), this.u32(address + 12)];
  }
}
