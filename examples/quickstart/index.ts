/** The tour of `npm start`: a program that is not trusted is compiled, run, looked at, and stopped. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Vm, VmError } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';

const count = (value: number) => Math.round(value).toLocaleString('en-US');
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const since = (start: number) => `${(performance.now() - start).toFixed(0)} ms`;
const row = (title: string, text: string) => console.log(`  ${title.padEnd(10)} ${text}`);

// ── Compile: text to bytecode, checked by TypeScript against what the program may import.
const source = readFileSync(new URL('./guest/program.ts', import.meta.url), 'utf8');
const host = `declare module 'host:' {
  export function temperatureOf(city: string): Promise<number>;
}`;
const compiling = performance.now();
const program = new Compiler().compileString(source, { fileName: 'program.ts', host });
const lines = source.trim().split('\n').length;
const size = kilobytes(program.bytecode.byteLength);
console.log();
row('compiled', `${lines} lines of TypeScript to ${size} of bytecode in ${since(compiling)}`);

// ── Run: what the guest may reach is what is named here.
const temperatures: Record<string, number> = { Reykjavik: 4, Lima: 19, Pune: 27 };
async function temperatureOf(city: string): Promise<number> {
  await sleep(20);
  return temperatures[city] ?? 0;
}

/** Runs the whole program in a Vm of its own. */
async function tour() {
  using vm = new Vm({ maxHeapBytes: 16 * 1024 * 1024, capabilities: { temperatureOf } });
  vm.loadBytecode(program);
  // Two Tasks side by side: one waits for its host, the other one computes.
  const [weather, longest] = await Promise.all([
    vm.runEntry<string[]>('weather', [['Lima', 'Pune', 'Reykjavik', 'Lima']]),
    vm.runEntry<{ start: number; length: number }>('collatz', [20_000]),
  ]);
  return { weather, longest, stats: vm.getStats({ exact: true }) };
}

const running = performance.now();
const { weather, longest, stats } = await tour();
const time = since(running);
row('weather', weather.join(' · '));
row('collatz', `${count(longest.start)} has the longest sequence: ${longest.length} numbers`);
row(
  'stats',
  `${count(stats.stepsExecuted)} steps, ${kilobytes(stats.heapBytesUsed)} alive, ` +
    `${stats.gc.collections} collections, ${stats.hostCalls.total} host calls, ${time}`,
);

const again = await tour();
const same = again.stats.stepsExecuted === stats.stepsExecuted;
row('again', same ? 'the same steps to the last one, as on any machine' : 'DIFFERENT STEPS');

// ── Stop: a loop without end costs its budget; the host's own timers go on meanwhile.
let ticks = 0;
const clock = setInterval(() => ticks++, 5);
using wild = new Vm({ maxStepBudget: 10_000_000, capabilities: { temperatureOf } });
wild.loadBytecode(program);
const stopping = performance.now();
const failure = await wild.runEntry('runaway').catch((error: unknown) => error);
clearInterval(clock);
if (!(failure instanceof VmError)) throw failure;
const steps = count(wild.getStats().stepsExecuted);
row('runaway', `${failure.code} after ${steps} steps and ${since(stopping)}`);
row('host', `${ticks} timer ticks while the loop was spinning`);
console.log();
