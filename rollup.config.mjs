// @ts-check
// The files of the package. Node gets three entries that share their chunks, so that a Program
// made by `raya-vm/compiler` is the Program that `raya-vm` knows, and the command line; a browser
// gets one file with everything in it.

import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import esbuild from 'rollup-plugin-esbuild';
import { assemblyForEsbuild, assemblyForRollup } from './src/build/decorators.mjs';

const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

const transpile = esbuild({
  target: 'es2022',
  tsconfig: 'tsconfig.json',
  minify: false,
  legalComments: 'inline',
});

/**
 * All of the file for browsers in one go: esbuild replaces the enums of other modules by their
 * numbers only when it sees all modules. That is 8 KB of the gzipped file.
 * @type {import('rollup').Plugin}
 */
const wholeAndMinified = {
  name: 'whole-and-minified',
  async load(id) {
    if (!this.getModuleInfo(id)?.isEntry) return null;
    const { outputFiles } = await build({
      entryPoints: [id],
      outdir: 'dist',
      write: false,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      tsconfig: 'tsconfig.json',
      legalComments: 'inline',
      sourcemap: 'external',
      external: nodeModules,
      plugins: [assemblyForEsbuild],
    });
    const text = (/** @type {string} */ end) =>
      outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
    return { code: text('.js'), map: text('.js.map') };
  },
};

/**
 * The command line's own `#!` line goes: the banner brings it, before everything else.
 * @type {import('rollup').Plugin}
 */
const withoutShebang = {
  name: 'without-shebang',
  transform: (code) =>
    code.startsWith('#!') ? { code: code.replace(/^#!.*/, ''), map: null } : null,
};

/**
 * The licenses of what the bundles contain of others, beside them. The file for browsers contains
 * what those for Node do, and the loader, whose package leaves the license to its compiler's.
 * @type {import('rollup').Plugin}
 */
const licenses = {
  name: 'licenses',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) =>
      'modules' in file ? Object.keys(file.modules) : [],
    );
    const packages = modules.map(
      (id) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? '',
    );
    const notices = [...new Set([...packages, '@assemblyscript/loader'])]
      .filter((name) => name !== '')
      .sort()
      .map((name) => {
        const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
        const folder = `node_modules/${name === '@assemblyscript/loader' ? 'assemblyscript' : name}`;
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        if (file === undefined) this.error(`${name} has no license file`);
        return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8')}`;
      });
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-LICENSES.txt',
      source: notices.join('\n----\n\n'),
    });
  },
};

/**
 * Fails the build when the file for browsers would need another one.
 * @type {import('rollup').Plugin}
 */
const selfContained = {
  name: 'self-contained',
  generateBundle(_options, bundle) {
    const files = Object.values(bundle);
    const chunks = files.filter((file) => file.type === 'chunk');
    const imports = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]);
    if (chunks.length !== 1 || imports.length > 0) {
      this.error(`browser.js must stand alone, but imports ${imports.join(', ') || 'a chunk'}`);
    }
  },
};

/** @type {import('rollup').RollupOptions[]} */
export default [
  {
    input: { index: 'src/index.ts', compiler: 'src/compiler/index.ts', cli: 'src/cli/index.ts' },
    external: [...nodeModules, 'typescript', '@assemblyscript/loader'],
    plugins: [
      nodeResolve({ preferBuiltins: true, extensions: ['.ts', '.mjs', '.js'] }),
      commonjs({ include: 'node_modules/commander/**' }),
      assemblyForRollup(),
      withoutShebang,
      transpile,
      licenses,
    ],
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      chunkFileNames: 'chunks/[name].js',
      banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
    },
  },
  {
    input: { browser: 'src/browser.ts' },
    external: nodeModules,
    plugins: [wholeAndMinified, selfContained],
    output: { dir: 'dist', format: 'es', sourcemap: true, inlineDynamicImports: true },
  },
];
