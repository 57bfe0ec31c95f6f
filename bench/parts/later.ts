/** What a module costs that is loaded into a Vm that has run: linking, and moving everything that lies behind the code. */
import type { Vm as RayaVm } from 'raya-vm';
import { raya } from '../peers/raya';
import { loadGuest } from '../support/guest';
import type { Part } from '../support/part';
import { interleave, summarize } from '../support/statistics';
import { figure } from '../support/table';

const MEGABYTE = 1024 * 1024;
const LIVE_BYTES = [0, MEGABYTE, 16 * MEGABYTE, 64 * MEGABYTE];
/** Objects of one call of the guest's `hold`. */
const BATCH = 20_000;

const title = (bytes: number) => (bytes === 0 ? 'nothing' : `${bytes / MEGABYTE} MB`);

export const laterPart: Part = {
  name: 'later',
  summary: 'a module loaded into a Vm that has run, by the bytes that are live in it',
  async run(context) {
    if (!context.hasRaya) return { tables: [], data: {} };
    const { Vm, Compiler } = await raya();
    const compiler = new Compiler({ check: 'off' });
    const guest = await loadGuest('bench/micro/guest/live.ts');
    const program = compiler.compileModules(guest.modules, guest.entry);
    const { bytecode } = compiler.compileString('export const later = "a module of one line";');
    const vms: RayaVm[] = [];
    const measurements = new Map<string, () => number>();
    let loaded = 0;
    for (const bytes of context.options.quick ? LIVE_BYTES.slice(0, 2) : LIVE_BYTES) {
      context.progress(title(bytes));
      const vm = new Vm({ maxHeapBytes: 256 * MEGABYTE });
      vms.push(vm);
      vm.loadBytecode(program);
      do await vm.runEntry('hold', [bytes === 0 ? 1 : BATCH]);
      while (vm.getStats({ exact: true }).heapBytesUsed < bytes);
      measurements.set(title(bytes), () => {
        const start = performance.now();
        vm.loadModule(`later${loaded++}`, bytecode);
        // A call links what was loaded; this one starts nothing.
        vm.runEntry('none').catch(() => undefined);
        return performance.now() - start;
      });
      const copied = new Uint8Array(bytes);
      measurements.set(`copying ${title(bytes)}`, () => {
        const start = performance.now();
        copied.slice();
        return performance.now() - start;
      });
    }
    const samples = await interleave(measurements, context.options.rounds);
    for (const vm of vms) vm.terminate();
    const summaries = new Map([...samples].map(([name, values]) => [name, summarize(values)]));
    const rows = [...summaries]
      .filter(([name]) => !name.startsWith('copying'))
      .map(([name, { median, min, max }]) => [
        name,
        figure(median),
        `${figure(min)}–${figure(max)}`,
        figure(summaries.get(`copying ${name}`)?.min ?? Number.NaN),
      ]);
    return {
      tables: [
        {
          title: 'A module of one line, loaded into a Vm that has run: milliseconds',
          columns: ['live in the Vm', 'load and link', 'min–max', 'a copy of as many bytes, min'],
          rows,
          notes: [`${context.options.rounds} interleaved rounds.`],
        },
      ],
      data: { milliseconds: Object.fromEntries(summaries) },
    };
  },
};
