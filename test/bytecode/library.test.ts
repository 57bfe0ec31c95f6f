import { describe, expect, it } from 'vitest';
import { guestLibrary } from '../../src/bytecode/library';
import { link } from '../../src/bytecode/linker';
import { verify } from '../../src/bytecode/verifier';
import * as generated from '../../src/generated/library';
import { assemble } from '../core/assemble';

const library = guestLibrary();

// As the build bundled it: what the files of natives hold besides their rows runs in the core only.
const tool = new URL('../../build/tools/library.mjs', import.meta.url).href;
const { buildLibrary, nativesByName }: typeof import('../../src/build/library') = await import(
  /* @vite-ignore */ tool
);

describe('the guest library', () => {
  it('is verified', () => {
    expect(library.unit.library).toBe(true);
    verify(library.unit);
  });

  it('is what its sources give', () => {
    const { source } = buildLibrary();
    expect(source).toContain(`libraryHash = '${generated.libraryHash}'`);
    expect(source).toContain(generated.libraryBase64);
  });

  it('names natives by the numbers that the core has', () => {
    const all = nativesByName();
    for (const [name, native] of generated.libraryNatives) expect(all.get(name)).toEqual(native);
  });

  it.runIf(library.unit.modules.length > 0)('exports every helper the core calls', () => {
    const image = link([library.unit, assemble('')], library.link);
    expect(image.missingHelpers).toEqual([]);
  });
});
