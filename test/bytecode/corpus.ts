/** Compiled programs of test/language: what the compiler really emits. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Unit } from '../../src/bytecode/unit';
import { compileUnit } from '../../src/compiler/compile';
import { CompileError } from '../../src/compiler/diagnostics';

const folder = fileURLToPath(new URL('../language/', import.meta.url));

/** The compiled form of each single-file guest program, every `step`-th one; those the compiler refuses are left out. */
export function corpus(step = 1): { name: string; unit: Unit }[] {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|d)\.ts$/.test(name))
    .sort();
  return names.flatMap((name, index) => {
    if (index % step !== 0) return [];
    try {
      return [{ name, unit: compileUnit({ 'main.ts': readFileSync(folder + name, 'utf8') }) }];
    } catch (error) {
      if (error instanceof CompileError) return [];
      throw error;
    }
  });
}
