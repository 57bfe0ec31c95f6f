import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { disassemble } from '../../src/bytecode/disassemble';
import { encodeUnit } from '../../src/bytecode/format';
import { VmError } from '../../src/vm/errors';
import { Program } from '../../src/vm/program';
import { assemble } from '../core/assemble';
import { sampleUnit } from './samples';

describe('Program', () => {
  const program = Program.fromUnit(sampleUnit());

  it('gives fresh copies of its bytes, and is made from them', () => {
    const bytes = program.bytecode;
    expect(bytes).toBeInstanceOf(ArrayBuffer);
    expect(new Uint8Array(bytes)).toEqual(encodeUnit(sampleUnit()));
    new Uint8Array(bytes).fill(0);
    expect(new Uint8Array(program.bytecode)).toEqual(encodeUnit(sampleUnit()));
    const again = Program.fromBytes(program.bytecode);
    expect(again.hash).toBe(program.hash);
    expect(again.unit).toEqual(program.unit);
    const part = new Uint8Array(bytes.byteLength + 7);
    part.set(encodeUnit(sampleUnit()), 7);
    expect(Program.fromBytes(part.subarray(7)).hash).toBe(program.hash);
  });

  it('does not change when the bytes it was made from do', () => {
    const bytes = new Uint8Array(program.bytecode);
    const own = Program.fromBytes(bytes);
    bytes.fill(0);
    expect(own.bytecode).toEqual(program.bytecode);
  });

  it('has a name: the SHA-256 of its bytes', () => {
    const digest = createHash('sha256').update(new Uint8Array(program.bytecode)).digest('hex');
    expect(program.hash).toBe(digest);
  });

  it('lists exports and capabilities', () => {
    expect(program.exports).toEqual([
      'counter',
      'LIMIT',
      'main',
      'loops',
      'later',
      'Base',
      'Derived',
      'limit',
      'helper',
    ]);
    expect(program.imports).toEqual(['db.query', 'log']);
  });

  it('refuses bytes that are none, and libraries', () => {
    const refused = [new Uint8Array(3), encodeUnit(assemble('', { library: true }))];
    for (const bytes of refused) {
      expect(() => Program.fromBytes(bytes)).toThrow(VmError);
    }
  });

  it('verifies what the compiler gives', () => {
    const unit = sampleUnit();
    unit.functions[0].registers = 2;
    expect(() => Program.fromUnit(unit)).toThrow(/function 0 'main'/);
  });
});

describe('the disassembler', () => {
  it('shows functions, registers, labels, constants, handlers and lines', () => {
    const unit = assemble(`
      export function main(a)
        .cells 1
        .try begin end caught r5 finally
        NEWCELL c0, a
        begin: LOADK r3, "a \\"text\\""
        LOADK r4, -0
        JLTI a, -3, end
        GETP r4, a, .length
        end: RET r4
        caught: THROWERR RangeError, "too much"
      `);
    const text = disassemble(unit).split('\n\n')[1];
    expect(text).toBe(
      [
        'function @0 main (1 parameter, 6 registers, cells r2) in main.ts',
        '  NEWCELL    r2, r1                             ; 5:1',
        'L1:',
        '  LOADK      r3, "a \\"text\\""                   ; 6:1',
        '  LOADK      r4, -0                             ; 7:1',
        '  JLTI       r1, -3, L2                         ; 8:1',
        '  GETP       r4, r1, .length                    ; 9:1',
        'L2:',
        '  RET        r4                                 ; 10:1',
        'L3:',
        '  THROWERR   RangeError, "too much"             ; 11:1',
        '  finally L1 to L2: r5, go to L3',
      ].join('\n'),
    );
  });

  it('shows modules, imports and exports', () => {
    const text = disassemble(sampleUnit());
    expect(text).toContain('module main.ts: top-level code @8, the entry\n  imports "./lib.ts"\n');
    expect(text).toContain('  exports LIMIT = $3 LIMIT (limit from "./lib.ts")\n');
    expect(text).toContain('  exports * from "./lib.ts"\n');
    expect(text).toContain('capability db.query\n');
  });

  it('keeps names from untrusted bytes on their line', () => {
    const unit = sampleUnit();
    unit.strings[unit.functions[0].name] = 'x\n\u001b[31mred';
    expect(disassemble(unit)).toContain('function @0 "x\\n\\u001b[31mred" (');
  });
});
