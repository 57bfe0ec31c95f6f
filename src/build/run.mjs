// @ts-check
// Runs a TypeScript program of this project in Node: `node src/build/run.mjs FILE.ts [ARGS]`.
// It is bundled into build/run/ and started; `raya-vm` is the built package in dist/.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { argv, execPath, exit } from 'node:process';
import { bundleProgram } from './bundle-program.mjs';
import { at, root } from './paths.mjs';

const [file, ...args] = argv.slice(2);
if (!file || !existsSync(at(file))) {
  console.error(file ? `there is no ${file}` : 'usage: node src/build/run.mjs FILE.ts [ARGS]');
  exit(2);
}
const output = join('build/run', basename(dirname(file)), `${basename(file, '.ts')}.mjs`);
await bundleProgram({ entryPoints: [at(file)], outfile: at(output) });
const { status } = spawnSync(execPath, ['--enable-source-maps', at(output), ...args], {
  cwd: root,
  stdio: 'inherit',
});
exit(status ?? 1);
