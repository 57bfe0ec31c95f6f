// @ts-check
// Bundles one TypeScript program of this project (an example, the bench) for Node.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { withoutDecorators } from './decorators.mjs';
import { root } from './paths.mjs';

/**
 * A source file finds its neighbours (guest sources, data) from where it was written, not from
 * where the bundle lies.
 * @type {import('esbuild').Plugin}
 */
const sourceFiles = {
  name: 'source-files',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      const contents = source.replaceAll('import.meta.url', url);
      return {
        contents: /[\\/]assembly[\\/]/.test(path) ? withoutDecorators(contents) : contents,
        loader: 'ts',
      };
    });
  },
};

/** @param {import('esbuild').BuildOptions} options input and output */
export async function bundleProgram(options) {
  await build({
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    absWorkingDir: root,
    logLevel: 'warning',
    plugins: [sourceFiles],
    // Without the `paths` of tsconfig.json, which would lead `raya-vm` to the sources: a program
    // here uses the package as anyone else does.
    tsconfigRaw: {},
    ...options,
  });
}
