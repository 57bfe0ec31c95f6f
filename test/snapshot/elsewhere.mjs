// Finishes snapshots in a process or a worker thread of its own, with the built package.

import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import * as raya from '../../dist/index.js';
import { finish } from './crossing.js';

/** @param {Uint8Array[]} snapshots */
async function answer(snapshots) {
  const outcomes = [];
  for (const bytes of snapshots) outcomes.push(await finish(raya, bytes));
  if (parentPort) parentPort.postMessage(outcomes);
  else process.send?.(outcomes);
}

if (parentPort) parentPort.once('message', answer);
else process.once('message', (message) => answer(/** @type {Uint8Array[]} */ (message)));
