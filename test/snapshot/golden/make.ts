/** Writes golden snapshots of this version: `node src/build/run.mjs test/snapshot/golden/make.ts`. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as raya from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { begin } from '../crossing.js';
import { folderOf, type Golden, thisVersion } from './folder';

const source = readFileSync('test/snapshot/guest/crossing.ts', 'utf8');
const program = new Compiler({ check: 'off' }).compileString(source, { fileName: 'crossing.ts' });
const { stops, straight } = await begin(raya, new Uint8Array(program.bytecode), {
  takes: true,
  compress: true,
});

const folder = folderOf(thisVersion());
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [index, { bytes }] of stops.entries()) {
  writeFileSync(`${folder}/crossing-${index}.snapshot`, bytes);
}
const golden: Golden = { straight, lines: stops.map(({ lines }) => lines) };
writeFileSync(`${folder}/crossing.json`, `${JSON.stringify(golden, undefined, 2)}\n`);
console.log(`${stops.length} snapshots are in ${folder}`);
