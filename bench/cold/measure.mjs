// What a fresh process gets done: the time to its first result, and how often each program runs
// through in its first 100 ms, loading included. Imports nothing that an engine does not need.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const MILLISECONDS = 100;

/**
 * @typedef {{ name: string, script: string, modules: Record<string, string>, entry: string, bytecode?: string }} Guest
 * @param {(guest: Guest) => Promise<(iterations: number) => unknown>} start loads a guest, gives its `main`
 */
export async function measure(start) {
  /** @type {Guest[]} */
  const guests = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
  /** @type {Record<string, number>} */
  const turns = {};
  let firstResult = 0;
  for (const guest of guests) {
    const began = performance.now();
    const main = await start(guest);
    let count = 0;
    let elapsed = 0;
    while (elapsed < MILLISECONDS) {
      if ((await main(1)) !== true) throw new Error(`${guest.name} gave a wrong result`);
      count++;
      elapsed = performance.now() - began;
      // Counted from the start of the process.
      if (firstResult === 0) firstResult = performance.now();
    }
    turns[guest.name] = (count * MILLISECONDS) / elapsed;
  }
  console.log(JSON.stringify({ firstResult, turns }));
}
