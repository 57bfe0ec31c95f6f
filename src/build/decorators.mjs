// @ts-check
// The host imports some files of assembly/ as they are. TypeScript lets AssemblyScript's decorators
// on functions and variables pass (after `// @ts-ignore`), but the bundlers' parsers refuse them.
// They mean nothing outside of the core, so spaces take their place: no position changes.

import { readFileSync } from 'node:fs';

const decorator =
  /^([ \t]*)(@(?:inline|unsafe|lazy|global|external|final|unmanaged)\b(?:\([^)\n]*\))?)/gm;
const inAssembly = /[\\/]assembly[\\/].*\.ts$/;

/** @param {string} source of a file of assembly/ */
export const withoutDecorators = (source) =>
  source.replace(decorator, (_all, indent, found) => indent + ' '.repeat(found.length));

/**
 * For rollup and vite.
 * @returns {{ name: string, enforce: 'pre', transform(source: string, id: string): { code: string, map: null } | null }}
 */
export const assemblyForRollup = () => ({
  name: 'assembly-decorators',
  enforce: 'pre',
  transform(source, id) {
    return inAssembly.test(id.split('?')[0])
      ? { code: withoutDecorators(source), map: null }
      : null;
  },
});

/** @type {import('esbuild').Plugin} */
export const assemblyForEsbuild = {
  name: 'assembly-decorators',
  setup(build) {
    build.onLoad({ filter: inAssembly }, ({ path }) => ({
      contents: withoutDecorators(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
