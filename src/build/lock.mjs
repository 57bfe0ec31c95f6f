// @ts-check
// One build at a time: two test runs started together must not write the same files.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './paths.mjs';

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Runs `work` while no other process of this project builds.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBuildLock(work) {
  const lock = at('build/lock');
  mkdirSync(at('build'), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      let owner = Number.NaN;
      try {
        owner = Number(readFileSync(lock, 'utf8') || Number.NaN);
      } catch {
        continue; // given back between the two calls
      }
      if (!Number.isNaN(owner) && !isAlive(owner)) {
        rmSync(lock, { force: true });
        continue;
      }
      if (!told) console.log(`waiting for the build of process ${owner}`);
      told = true;
      await sleep(200);
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}
