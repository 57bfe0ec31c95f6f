/** Resident memory of an idle guest that has run a small program: what the process grew by. */
import { allPeers } from '../peers/index';
import { measureInChild } from '../support/child';
import { loadGuest } from '../support/guest';
import type { Part } from '../support/part';
import { median } from '../support/statistics';
import { figure } from '../support/table';

const GUESTS = 200;
const MEASURED_BATCHES = 3;
const KILOBYTE = 1024;

interface MemoryReport {
  /** Bytes of resident memory by guest. */
  resident: number;
}

async function settle(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage.rss();
}

/** In a process of its own: makes guests and prints what each added. */
export async function memoryChild(peerName: string, parkedWord: string): Promise<MemoryReport> {
  const peer = allPeers.find((candidate) => candidate.name === peerName);
  const create = parkedWord === 'parked' ? peer?.createParked : peer?.createIdle;
  if (create === undefined) throw new Error(`${peerName} has no ${parkedWord} guests to make`);
  const guest = await loadGuest('bench/micro/guest/idle.ts');
  const kept: unknown[] = [];
  // The first batch pays for code, pools and the growth of heaps that all of them share.
  const batches: number[] = [];
  let before = 0;
  for (let batch = 0; batch <= MEASURED_BATCHES; batch++) {
    for (let i = 0; i < GUESTS; i++) kept.push(await create(guest));
    const after = await settle();
    if (batch > 0) batches.push((after - before) / GUESTS);
    before = after;
  }
  if (kept.length !== GUESTS * (MEASURED_BATCHES + 1)) throw new Error('guests were lost');
  return { resident: median(batches) };
}

export const memoryPart: Part = {
  name: 'memory',
  summary: 'resident memory of an idle guest',
  async run(context) {
    const rounds = context.options.quick ? 1 : 3;
    const data: Record<string, unknown> = {};
    const rows: string[][] = [];
    const notes: string[] = [];
    for (const peer of context.peers) {
      const kinds = [
        ['live', peer.createIdle],
        ['parked', peer.createParked],
      ] as const;
      for (const [kind, create] of kinds) {
        if (create === undefined) continue;
        const name = kind === 'live' ? peer.name : `${peer.name}, ${kind}`;
        context.progress(name);
        try {
          const samples: number[] = [];
          for (let i = 0; i < rounds; i++) {
            const options = { flags: ['--expose-gc'] };
            samples.push(
              measureInChild<MemoryReport>('memory', [peer.name, kind], options).resident /
                KILOBYTE,
            );
          }
          data[name] = { kilobytes: median(samples) };
          const spread = `${figure(Math.min(...samples))}–${figure(Math.max(...samples))}`;
          rows.push([name, figure(median(samples)), spread]);
        } catch (error) {
          notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
    return {
      tables: [
        {
          title: `Resident memory of an idle guest that has run a small program: KB`,
          columns: ['engine', 'median', 'min–max'],
          rows,
          notes: [
            `What ${MEASURED_BATCHES} batches of ${GUESTS} added to a process that holds ${GUESTS} already: median of ${rounds} processes.`,
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
