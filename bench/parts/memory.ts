/** Resident memory of an idle guest that has run a small program: what the process grew by. */
import { allPeers } from '../peers/index';
import { rayaVm } from '../peers/raya';
import { measureInChild } from '../support/child';
import { loadGuest } from '../support/guest';
import type { Part } from '../support/part';
import { median } from '../support/statistics';
import { figure } from '../support/table';

/** Guests of a batch, when the engine asks for no more. */
const GUESTS = 200;
const MEASURED_BATCHES = 3;
const KILOBYTE = 1024;

/** Guests as their engine leaves them after a while, or kept from putting aside what they ran with. */
type Kind = 'idle' | 'held';

interface MemoryReport {
  /** Bytes of resident memory by guest. */
  resident: number;
}

/** Half a second: raya-vm puts guests aside that have been idle for a tenth or two, and gives up their memories after one more. */
async function settle(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage.rss();
}

/** In a process of its own: makes guests and prints what each added. */
export async function memoryChild(peerName: string, kind: string): Promise<MemoryReport> {
  const peer = allPeers.find((candidate) => candidate.name === peerName);
  const create = kind === 'held' ? peer?.createHeld : peer?.createIdle;
  if (create === undefined) throw new Error(`${peerName} has no ${kind} guests to make`);
  const guests = (kind === 'idle' && peer?.idleGuests) || GUESTS;
  const guest = await loadGuest('bench/micro/guest/idle.ts');
  const kept: unknown[] = [];
  // The first batch pays for code, pools and the growth of heaps that all of them share.
  const batches: number[] = [];
  let before = 0;
  for (let batch = 0; batch <= MEASURED_BATCHES; batch++) {
    for (let i = 0; i < guests; i++) kept.push(await create(guest));
    const after = await settle();
    if (batch > 0) batches.push((after - before) / guests);
    before = after;
  }
  if (kept.length !== guests * (MEASURED_BATCHES + 1)) throw new Error('guests were lost');
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
        ['idle', peer.createIdle],
        ['held', peer.createHeld],
      ] as const satisfies [Kind, unknown][];
      for (const [kind, create] of kinds) {
        if (create === undefined) continue;
        const name = kind === 'idle' ? peer.name : `${peer.name} while it holds a memory`;
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
            `What each of ${MEASURED_BATCHES} batches added to a process that holds one already, half a second later, by guest: median of ${rounds} processes.`,
            `A batch is ${GUESTS} guests, of raya-vm ${rayaVm.idleGuests}: idle ones are put aside as their bytes, and a few memories serve them all.`,
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
