import { describe, expect, it } from 'vitest';
import { decodeUnit, encodeUnit, sealUnit } from '../../src/bytecode/format';
import type { Unit } from '../../src/bytecode/unit';
import { verify } from '../../src/bytecode/verifier';
import { VmError } from '../../src/vm/errors';
import { assemble } from '../core/assemble';
import { sampleUnit } from './samples';

/** Changes the bytes of the sample and decodes them. */
function decodeChanged(change: (bytes: Uint8Array, view: DataView) => Uint8Array | undefined) {
  const bytes = encodeUnit(sampleUnit());
  const changed = change(bytes, new DataView(bytes.buffer)) ?? bytes;
  return () => decodeUnit(changed);
}

describe('the format', () => {
  it('gives back the unit it was given', () => {
    const unit = sampleUnit();
    const bytes = encodeUnit(unit);
    const back = decodeUnit(bytes);
    expect(back).toEqual(unit);
    expect(encodeUnit(back)).toEqual(bytes);
    verify(back);
  });

  it('keeps every number and string', () => {
    const numbers = [0, -0, 1, -1.5, 2 ** 53, 5e-324, Infinity, -Infinity, Number.NaN];
    const texts = ['', 'ascii', 'é'.repeat(3), 'Ω', '\ud800', '\udc00x', '\0', '\u{1f600}'];
    const unit: Unit = {
      ...assemble('function f()\n RETU'),
      constants: numbers.map((number) => ({ number })),
    };
    unit.strings.push(...texts.filter((text) => !unit.strings.includes(text)));
    const back = decodeUnit(encodeUnit(unit));
    expect(back.constants).toEqual(unit.constants);
    expect(back.strings).toEqual(unit.strings);
  });

  it('marks libraries', () => {
    expect(decodeUnit(encodeUnit(assemble('', { library: true }))).library).toBe(true);
    expect(decodeUnit(encodeUnit(assemble(''))).library).toBe(false);
  });

  it('reads bytes that lie inside a larger buffer', () => {
    const bytes = encodeUnit(sampleUnit());
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 5);
    expect(decodeUnit(larger.subarray(5, 5 + bytes.length))).toEqual(sampleUnit());
  });

  const refused: [string, RegExp, Parameters<typeof decodeChanged>[0]][] = [
    ['nothing', /header: ends early/, () => new Uint8Array()],
    ['other bytes', /not bytecode/, (_, view) => void view.setUint32(0, 0x7f454c46)],
    ['another version', /format version 9/, (_, view) => void view.setUint16(4, 9, true)],
    ['unknown flags', /unknown flags 2/, (_, view) => void view.setUint16(6, 2, true)],
    ['another length', /bytes announced/, (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['other instructions', /another set of instructions/, (_, view) => void view.setUint8(12, 1)],
    ['a changed byte', /checksum/, (bytes) => void bytes.copyWithin(bytes.length - 9, 30, 31)],
    ['a changed checksum', /checksum/, (_, view) => void view.setUint8(16, ~view.getUint8(16))],
    [
      'bytes left over',
      /modules: 3 bytes are left over/,
      (bytes) => {
        const longer = new Uint8Array(bytes.length + 3);
        longer.set(bytes);
        sealUnit(longer);
        return longer;
      },
    ],
    [
      'a cut',
      /ends early/,
      (bytes) => {
        const shorter = bytes.slice(0, bytes.length - 4);
        sealUnit(shorter);
        return shorter;
      },
    ],
  ];
  it.each(refused)('refuses %s', (_name, message, change) => {
    const decode = decodeChanged(change);
    expect(decode).toThrow(VmError);
    expect(decode).toThrow(message);
  });

  it('refuses every truncation with a sealed header', () => {
    const bytes = encodeUnit(sampleUnit());
    for (let length = 20; length < bytes.length; length++) {
      const cut = bytes.slice(0, length);
      sealUnit(cut);
      expect(() => decodeUnit(cut)).toThrow(VmError);
    }
  });

  it('does not make room for what cannot be there', () => {
    // A count of a million strings in a file of a few bytes.
    const bytes = encodeUnit(assemble('')).slice(0, 24);
    bytes.set([0x80, 0x80, 0x40, 0], 20);
    sealUnit(bytes);
    expect(() => decodeUnit(bytes)).toThrow(/strings: ends early/);
  });
});
