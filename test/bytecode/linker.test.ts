import { describe, expect, it } from 'vitest';
import {
  CODE,
  DIR_INTERN,
  DIR_INTERN_MASK,
  TEMPLATE_CODE,
  TEMPLATE_FRAME_BYTES,
} from '../../assembly/memory-map';
import { hashOfString } from '../../src/bytecode/boxing';
import { link } from '../../src/bytecode/linker';
import { assemble, bareBuiltins, emptyLibrary } from '../core/assemble';

const options = () => ({ builtins: bareBuiltins(), natives: new Map() });

describe('linker', () => {
  it('links a function', () => {
    const unit = assemble(`
      export function main(a, b)
        ADD r3, a, b
        LOADK r4, "résumé"
        GETP r4, r4, .length
        RET r3
    `);
    const image = link([emptyLibrary(), unit], options());
    expect([...image.exports.keys()]).toEqual(['main']);
    expect(image.exports.get('main')).toBe(image.globalsBase);
    const view = new DataView(image.bytes.buffer);
    const u32 = (address: number) => view.getUint32(address - CODE, true);
    const mask = u32(DIR_INTERN_MASK);
    let probe = hashOfString('résumé') & mask;
    while (u32(u32(DIR_INTERN) + 4 * probe) !== image.stringAddress('résumé')) {
      expect(u32(u32(DIR_INTERN) + 4 * probe)).not.toBe(0);
      probe = (probe + 1) & mask;
    }
    const main = [...Array(2).keys()]
      .map((index) => image.functionAt(u32(u32(CODE + 28)) + 80 * (index - 1)))
      .find((linked) => linked?.name === 'main')!;
    expect(u32(main.template + TEMPLATE_CODE)).toBe(main.code);
    expect(u32(main.template + TEMPLATE_FRAME_BYTES)).toBe(16 + 8 * 5);
    expect(image.resolveLocation(main.code + 8)).toMatchObject({ line: 4, functionName: 'main' });
  });
});
