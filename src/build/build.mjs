// @ts-check
// The build: `npm run build`.
//
//   assembly/  ──asc──▶ build/core.wasm ──purity gate──▶ src/generated/core-wasm.ts ─┐
//   src/guest/ ──our own compiler──────────────────────▶ src/generated/library.ts ───┤
//   src/       ──────────────────────────────────────────────────────────rollup, tsc─┴▶ dist/
//
// Every stage is skipped when its inputs are what they were (stamps.mjs).
//
//   --development  the core at -O2 without convergence: seconds instead of tens of seconds
//   --debug        also build/core.debug.wasm, with its asserts
//   --generated    only what the sources need to run under a test: no dist/
//   --force        skip nothing

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { argv, execPath, exit } from 'node:process';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeDeclarations } from './declarations.mjs';
import { assemblyForEsbuild } from './decorators.mjs';
import { withBuildLock } from './lock.mjs';
import { at, root } from './paths.mjs';
import { assertPure } from './purity-gate.mjs';
import { filesBelow, hashOf, isFresh, stamp } from './stamps.mjs';

/** @typedef {{ development?: boolean, debug?: boolean, generated?: boolean, force?: boolean }} BuildOptions */

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(at('node_modules', name, 'package.json'), 'utf8')).version;

/**
 * Runs a tool of node_modules and throws when it fails; what it prints is shown.
 * @param {string} script relative to node_modules
 * @param {string[]} args
 */
function runTool(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(execPath, [at('node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`${script} ${args.join(' ')} failed with exit code ${code}`));
    });
  });
}

/**
 * Runs one stage unless it is fresh, and says how long it took.
 * @param {string} name
 * @param {string} hash
 * @param {string[]} outputs
 * @param {BuildOptions} options
 * @param {() => Promise<void>} work
 */
async function stage(name, hash, outputs, options, work) {
  if (!options.force && isFresh(name, hash, outputs)) return false;
  const start = performance.now();
  await work();
  stamp(name, hash);
  console.log(
    `${name.padEnd(14)} ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`,
  );
  return true;
}

const assemblyFiles = () => filesBelow(['assembly'], ['assembly/helper']).filter(isSource);
/** @param {string} file */
const isSource = (file) => !file.endsWith('.md');

/** @param {string} target @param {string} output @param {BuildOptions} options @param {string[]} allowedImports */
async function buildCore(target, output, options, allowedImports = []) {
  // One output serves two targets (release, development), so its stamp carries the target.
  const hash = hashOf(
    [...assemblyFiles(), 'asconfig.json', 'src/build/purity-gate.mjs'],
    [target, versionOf('assemblyscript')],
  );
  await stage(output.replace('build/', ''), hash, [output], options, async () => {
    rmSync(at(output), { force: true });
    await runTool('assemblyscript/bin/asc.js', ['assembly/index.ts', '--target', target]);
    assertPure(at(output), { allowedImports });
  });
}

/** The modules that only the bench uses. @param {BuildOptions} options */
async function buildHelpers(options) {
  const files = [...filesBelow(['assembly/helper']).filter(isSource), 'asconfig.json'];
  const hash = hashOf(files, [versionOf('assemblyscript')]);
  // A path in asconfig.json loses its `./` on the way to Node's resolution, and is not found.
  const transform = ['--transform', './assembly/helper/as-bind-bindings.mjs'];
  for (const [name, target] of [
    ['boundary', 'helper'],
    ['codec', 'codec'],
  ]) {
    await stage(`${name}.wasm`, hash, [`build/${name}.wasm`], options, () =>
      runTool('assemblyscript/bin/asc.js', [
        `assembly/helper/${name}.ts`,
        '--target',
        target,
        ...transform,
      ]),
    );
  }
}

/** @param {BuildOptions} options */
async function embedCore(options) {
  const output = 'src/generated/core-wasm.ts';
  const files = ['build/core.wasm', 'src/build/embed.mjs', 'src/build/pack.mjs'];
  const hash = hashOf(files, [versionOf('lzma1')]);
  await stage('core-wasm.ts', hash, [output], options, async () => {
    const { embeddedModule } = await import('./embed.mjs');
    mkdirSync(at('src/generated'), { recursive: true });
    writeFileSync(at(output), embeddedModule(readFileSync(at('build/core.wasm'))));
  });
}

/** @param {BuildOptions} options */
async function buildLibrary(options) {
  const entry = 'src/build/library.ts';
  const output = 'src/generated/library.ts';
  if (!existsSync(at(entry))) return;
  const { build } = await import('esbuild');
  const tool = 'build/tools/library.mjs';
  const bundle = await build({
    entryPoints: [at(entry)],
    outfile: at(tool),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    sourcemap: 'inline',
    absWorkingDir: root,
    logLevel: 'warning',
    plugins: [assemblyForEsbuild],
  });
  // The bundle names every source file the compiler consists of; src/guest is what it compiles.
  const inputs = Object.keys(bundle.metafile.inputs).filter((file) => existsSync(at(file)));
  const hash = hashOf(
    [...new Set([...inputs, ...filesBelow(['src/guest']).filter(isSource)])].sort(),
    ['typescript', 'lzma1'].map(versionOf),
  );
  await stage('library.ts', hash, [output], options, async () => {
    const library = await import(`${pathToFileURL(at(tool)).href}?${hash}`);
    const { source } = await library.buildLibrary();
    mkdirSync(at('src/generated'), { recursive: true });
    writeFileSync(at(output), source);
  });
}

/** @param {BuildOptions} options */
async function buildDistribution(options) {
  const files = [
    ...filesBelow(['src'], ['src/guest']).filter(isSource),
    ...assemblyFiles(),
    'rollup.config.mjs',
    'tsconfig.json',
    'tsconfig.types.json',
    'package.json',
    'package-lock.json',
  ];
  const hash = hashOf(files, ['rollup', 'typescript', 'esbuild'].map(versionOf));
  const entries = ['index', 'compiler', 'browser', 'cli'].map((name) => `dist/${name}.js`);
  const outputs = [...entries, 'dist/types/src/index.d.ts'];
  const built = await stage('dist', hash, outputs, options, async () => {
    rmSync(at('dist'), { recursive: true, force: true });
    const rollup = runTool('rollup/dist/bin/rollup', ['-c', '--silent']);
    const types = writeDeclarations(runTool);
    await Promise.all([rollup, types]);
  });
  if (built) reportSizes(entries);
}

/** @param {string[]} files */
function reportSizes(files) {
  for (const file of files) {
    const bytes = readFileSync(at(file));
    const size = `${(bytes.length / 1000).toFixed(1)} KB`.padStart(10);
    console.log(
      `${file.padEnd(18)}${size}, gzipped ${(gzipSync(bytes).length / 1000).toFixed(1)} KB`,
    );
  }
}

/**
 * Builds what is not up to date.
 * @param {BuildOptions} [options]
 */
export async function build(options = {}) {
  await withBuildLock(async () => {
    await buildCore(options.development ? 'development' : 'release', 'build/core.wasm', options);
    if (options.debug) await buildCore('debug', 'build/core.debug.wasm', options, ['env.abort']);
    await buildHelpers(options);
    await embedCore(options);
    await buildLibrary(options);
    if (!options.generated) await buildDistribution(options);
  });
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const known = ['development', 'debug', 'generated', 'force'];
  const words = argv.slice(2).map((word) => word.replace(/^--/, ''));
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) {
    console.error(
      `unknown option --${unknown}; known are ${known.map((word) => `--${word}`).join(', ')}`,
    );
    exit(2);
  }
  try {
    await build(Object.fromEntries(words.map((word) => [word, true])));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    exit(1);
  }
}
