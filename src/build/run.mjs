// @ts-check
// Runs a TypeScript program of this project in Node: `node src/build/run.mjs FILE.ts [ARGS]`.
// It is bundled into build/run/ and started; `raya-vm` resolves to the built package.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { argv, execPath, exit } from 'node:process';
import { build } from 'esbuild';
import { assemblyForEsbuild } from './decorators.mjs';
import { at, root } from './paths.mjs';

const [file, ...args] = argv.slice(2);
if (!file || !existsSync(at(file))) {
  console.error(file ? `there is no ${file}` : 'usage: node src/build/run.mjs FILE.ts [ARGS]');
  exit(2);
}
const output = at('build/run', basename(dirname(file)), `${basename(file, '.ts')}.mjs`);
await build({
  entryPoints: [at(file)],
  outfile: output,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  absWorkingDir: root,
  logLevel: 'warning',
  plugins: [assemblyForEsbuild],
  // The files next to the program (guest sources, data) are found from where it was written.
  define: { 'import.meta.url': JSON.stringify(new URL(`file://${at(file)}`).href) },
});
const { status } = spawnSync(execPath, ['--enable-source-maps', output, ...args], {
  cwd: root,
  stdio: 'inherit',
});
exit(status ?? 1);
