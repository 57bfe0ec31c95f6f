/** A plugin that fails in every way there is, under a supervisor, beside a neighbour that never notices. */
import { readFileSync } from 'node:fs';
import { capability, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { type Attempt, Supervisor } from './supervisor';

const source = readFileSync(new URL('./guest/plugin.ts', import.meta.url), 'utf8');
const host = `declare module 'host:' {
  export function lookup(key: string): Promise<string>;
}`;
const program = new Compiler().compileString(source, { fileName: 'plugin.ts', host });

// Never answers; the guest gets a TimeoutError for it.
const lookup = capability(() => new Promise<string>(() => {}), { timeoutMs: 40 });
const supervisor = new Supervisor(
  program,
  { maxHeapBytes: 1024 * 1024, maxStackBytes: 64 * 1024, capabilities: { lookup } },
  { attempts: 3, maxSteps: 2_000_000, timeoutMs: 1_000 },
);

// Shares thread and Runtime with the plugin, and knows nothing of its troubles.
using neighbour = new Vm();
neighbour.loadBytecode(
  new Compiler().compileString(`
    export function sum(limit: number) {
      let total = 0;
      for (let n = 0; n < limit; n++) total += n;
      return total;
    }
  `),
);
const neighbourly = neighbour.runEntry<number>('sum', [1_000_000]);

const jobs = [
  'healthy',
  'flaky',
  'poisoned',
  'endless',
  'hog',
  'bottomless',
  'patient',
  'secretive',
  'healthy',
];
let succeeded = 0;
for (const job of jobs) {
  let title = job;
  const done = await supervisor.run(job, ({ failure, remedy, result }: Attempt) => {
    const text = failure === undefined ? `✓ ${result}` : `✗ ${failure.padEnd(46)} → ${remedy}`;
    console.log(`  ${title.padEnd(12)}${text}`);
    title = '';
  });
  if (done) succeeded++;
}
supervisor.dispose();
console.log(`\n  ${succeeded} of ${jobs.length} jobs done, in ${supervisor.made} Vms`);
console.log(`  the neighbour summed up to ${await neighbourly}`);
