// @ts-check
// What a build stage was made from, so that it can be skipped when nothing changed.
//
// build/stamps.json holds, for each stage, the hash of its inputs: the content of every input file,
// its path, and whatever else decides the result (tool versions, options). A stage is fresh when
// the hash is the same and all its outputs are still there. Times of files play no part, so a
// fresh checkout with a kept build/ folder is not built again.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at, root } from './paths.mjs';

const stampFile = at('build/stamps.json');

/**
 * All files below the given paths (files or folders, relative to the root), sorted.
 * @param {string[]} paths
 * @param {string[]} [except] folders or files to leave out, relative to the root
 * @returns {string[]}
 */
export function filesBelow(paths, except = []) {
  /** @type {string[]} */
  const found = [];
  const excluded = new Set(except);
  /** @param {string} path */
  const visit = (path) => {
    const name = relative(root, path).replaceAll('\\', '/');
    if (excluded.has(name) || !existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path)) visit(join(path, entry));
    } else {
      found.push(name);
    }
  };
  for (const path of paths) visit(at(path));
  return found.sort();
}

/**
 * A hash of the content of some files and of some words.
 * @param {string[]} files relative to the root
 * @param {string[]} [words]
 */
export function hashOf(files, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${word}\0`);
  for (const file of files) {
    hash.update(`\0${file}\0`);
    hash.update(readFileSync(at(file)));
  }
  return hash.digest('hex');
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // never built, or torn by an interrupted build: build everything
  }
}

/**
 * Whether a stage can be skipped.
 * @param {string} stage
 * @param {string} hash
 * @param {string[]} outputs relative to the root
 */
export function isFresh(stage, hash, outputs) {
  return readStamps()[stage] === hash && outputs.every((output) => existsSync(at(output)));
}

/**
 * Notes that a stage was built from inputs with this hash.
 * @param {string} stage
 * @param {string} hash
 */
export function stamp(stage, hash) {
  mkdirSync(at('build'), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ ...readStamps(), [stage]: hash }, null, 2)}\n`);
}
