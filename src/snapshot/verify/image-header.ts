/** The header of an image, read by the addresses of the memory map. */
import { HEADER } from '../../../assembly/memory-map';

export class ImageHeader {
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(address: number): number {
    return this.#view.getUint32(address - HEADER, true);
  }

  f64(address: number): number {
    return this.#view.getFloat64(address - HEADER, true);
  }
}
