import { describe, expect, it } from 'vitest';
import { disassemble } from '../../src/bytecode/disassemble';
import { decodeUnit, encodeUnit } from '../../src/bytecode/format';
import { verify } from '../../src/bytecode/verifier';
import { corpus } from './corpus';

const programs = corpus();

describe('what the compiler emits', () => {
  it('is there to be looked at', () => expect(programs.length).toBeGreaterThan(400));

  it.each(programs)('is verified, written and read: $name', ({ unit }) => {
    verify(unit);
    const back = decodeUnit(encodeUnit(unit));
    expect(back).toEqual(unit);
    expect(disassemble(back)).toContain('main.ts');
  });
});
