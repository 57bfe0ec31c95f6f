/** Compiles test sources and shows the code of one function as names and operands. */
import { CodeReader, instructions, registerAt } from '../../src/bytecode/instructions.ts';
import type { Unit, UnitFunction } from '../../src/bytecode/unit.ts';
import { verify } from '../../src/bytecode/verifier.ts';
import { compileModules, type UnitOptions } from '../../src/compiler/compile.ts';
import { CompileError, type Diagnostic } from '../../src/compiler/diagnostics.ts';

/** The unit of a source, verified. */
export function compile(source: string, options: UnitOptions = {}): Unit {
  const unit = compileModules({ 'main.ts': source }, 'main.ts', options);
  verify(unit);
  return unit;
}

/** What the compiler says against a source; empty when it is accepted. */
export function complaints(
  source: string | Record<string, string>,
  options: UnitOptions = {},
): readonly Diagnostic[] {
  const modules = typeof source === 'string' ? { 'main.ts': source } : source;
  try {
    verify(compileModules(modules, Object.keys(modules)[0], options));
    return [];
  } catch (error) {
    if (error instanceof CompileError) return error.diagnostics;
    throw error;
  }
}

/** First lines of the complaints. */
export const messages = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ message }) => message.split('\n')[0]);

export function functionNamed(unit: Unit, name: string): UnitFunction {
  const found = unit.functions.find((candidate) => unit.strings[candidate.name] === name);
  if (found === undefined) throw new Error(`there is no function '${name}'`);
  return found;
}

/** The instructions of a function: `ADD r1 r1 r2`, `LOADI r1 5`, `JLT r1 r2 +3`. */
export function listing(unit: Unit, name: string): string[] {
  const code = new CodeReader(functionNamed(unit, name).code);
  const lines: string[] = [];
  for (let word = 0; word < code.words; ) {
    const row = instructions[code.op(word)];
    const parts = [row.name];
    operand(row.a, code.a(word));
    if (row.b === 'imm32') parts.push(String(code.wide(word)));
    else if (row.b === 'rel32') parts.push(`+${code.wide(word)}`);
    else {
      operand(row.b, row.b === 'imm' ? code.signedB(word) : code.b(word));
      operand(row.c, row.c === 'imm' || row.c === 'rel16' ? code.signedC(word) : code.c(word));
    }
    const extra = extraOf(row.extra, word);
    if (extra !== undefined) parts.push(extra);
    lines.push(parts.join(' '));
    word += row.words;

    function operand(kind: string, value: number): void {
      if (kind === 'none') return;
      if (['def', 'use', 'cell', 'window', 'range'].includes(kind))
        parts.push(`r${registerAt(value)}`);
      else parts.push(kind === 'rel16' ? `+${value}` : String(value));
    }
  }
  return lines;

  function extraOf(kind: string, word: number): string | undefined {
    if (kind === 'none') return undefined;
    const low = code.extraLow(word);
    switch (kind) {
      case 'key':
      case 'name':
        return unit.strings[low];
      case 'constant': {
        const constant = unit.constants[low];
        return 'number' in constant
          ? String(constant.number)
          : JSON.stringify(unit.strings[constant.string]);
      }
      case 'global':
        return unit.strings[unit.globals[low].name];
      case 'builtin':
        return unit.strings[unit.builtins[low]];
      case 'function':
        return unit.strings[unit.functions[low].name];
      default:
        return String(low);
    }
  }
}
