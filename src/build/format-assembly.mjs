// @ts-check
// Formats assembly/ with biome, which does not know AssemblyScript's decorators on functions and
// variables: they become comments, biome formats copies, and they become decorators again.
//
//   node src/build/format-assembly.mjs [--check] [FILES]

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { argv, execPath, exit } from 'node:process';
import { at, root } from './paths.mjs';
import { filesBelow } from './stamps.mjs';

const folder = 'build/format';
const decorators = [
  'inline',
  'unsafe',
  'lazy',
  'global',
  'external',
  'final',
  'unmanaged',
  'builtin',
];

/** A decorator at the start of a line, outside of any class: the only place biome refuses it. */
const decorator = new RegExp(`^@(${decorators.join('|')})(\\([^)\\n]*\\))?[ \\t]*\\n?`, 'gm');
/** @param {string} text */
const mask = (text) => text.replace(decorator, '//@decorator $1$2\n');
/** @param {string} text */
const unmask = (text) => text.replace(/^\/\/@decorator (.*)$/gm, '@$1');

const check = argv.includes('--check');
const named = argv.slice(2).filter((word) => !word.startsWith('--'));
const files = filesBelow(
  named.length > 0 ? named.map((file) => relative(root, at(file))) : ['assembly'],
);
const sources = files.filter((file) => file.endsWith('.ts'));

rmSync(at(folder), { recursive: true, force: true });
mkdirSync(at(folder), { recursive: true });
const configuration = JSON.parse(readFileSync(at('biome.json'), 'utf8'));
const { formatter, javascript } = configuration;
writeFileSync(
  at(folder, 'biome.json'),
  JSON.stringify({ root: true, formatter, javascript, linter: { enabled: false } }),
);
for (const file of sources) {
  mkdirSync(dirname(at(folder, file)), { recursive: true });
  writeFileSync(at(folder, file), mask(readFileSync(at(file), 'utf8')));
}
const { status } = spawnSync(
  execPath,
  [at('node_modules/@biomejs/biome/bin/biome'), 'format', '--write', '--log-level=error', '.'],
  { cwd: at(folder), stdio: 'inherit' },
);
const changed = sources.filter((file) => {
  const formatted = unmask(readFileSync(at(folder, file), 'utf8'));
  if (formatted === readFileSync(at(file), 'utf8')) return false;
  if (!check) writeFileSync(at(file), formatted);
  return true;
});
for (const file of changed) console.log(check ? `${file} is not formatted` : `formatted ${file}`);
if (status !== 0) console.error('biome could not read every file');
if (check && changed.length > 0) console.log('run: npm run format');
exit(status !== 0 || (check && changed.length > 0) ? 1 : 0);
