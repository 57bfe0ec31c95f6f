// @ts-check
// The type declarations of the package: `tsc` writes them into build/types, and from there they go
// to dist/types with every relative import made explicit (`./vm` → `./vm/index.js`), because
// Node's own resolution, which a user of the package may have chosen, guesses no file name.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { at } from './paths.mjs';
import { filesBelow } from './stamps.mjs';

const relativeSpecifier = /((?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]*)\2/g;

/** @param {(script: string, args: string[]) => Promise<unknown>} runTool */
export async function writeDeclarations(runTool) {
  rmSync(at('build/types'), { recursive: true, force: true });
  await runTool('typescript/bin/tsc', ['-p', 'tsconfig.types.json']);
  // Hand-written declarations are an input of tsc, which does not copy them.
  for (const file of filesBelow(['src', 'assembly'], ['src/guest', 'src/build'])) {
    if (file.endsWith('.d.ts')) cpSync(at(file), at('build/types', file));
  }
  for (const file of filesBelow(['build/types'])) {
    const target = at(file.replace(/^build\//, 'dist/'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, explicitImports(readFileSync(at(file), 'utf8'), dirname(at(file))));
  }
}

/**
 * @param {string} text of a declaration file
 * @param {string} folder that it lies in
 */
function explicitImports(text, folder) {
  return text.replace(relativeSpecifier, (_all, before, quote, specifier) => {
    const path = specifier.replace(/\.(ts|js)$/, '');
    const isFolder = !existsSync(resolve(folder, `${path}.d.ts`));
    return `${before}${quote}${path}${isFolder ? '/index' : ''}.js${quote}`;
  });
}
