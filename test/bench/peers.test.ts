import { describe, expect, it } from 'vitest';
import { micros } from '../../bench/micro/index';
import { jitless } from '../../bench/peers/jitless';
import type { Peer } from '../../bench/peers/peer';
import { quickjsEmscripten } from '../../bench/peers/quickjs-emscripten';
import { quickjsWasi } from '../../bench/peers/quickjs-wasi';
import { v8 } from '../../bench/peers/v8';
import { guestFromSource, loadGuest } from '../../bench/support/guest';
import { sampleRecords } from '../../bench/support/records';

const peers: Peer[] = [quickjsEmscripten, quickjsWasi, jitless, v8];

describe.each(peers)('$name', (peer) => {
  it.each(micros)('$name does what it says', async ({ name, expected, callsHost }) => {
    if (callsHost && !peer.inProcess) return;
    const instance = await peer.create({
      sync: { tick: (n) => n + 1 },
      async: { tock: async (n) => n + 1 },
    });
    await instance.load(await loadGuest(`bench/micro/guest/${name}.ts`));
    const { value, milliseconds } = await instance.run('main', 200);
    expect(value).toBe(expected?.(200) ?? 200);
    expect(milliseconds).toBeGreaterThan(0);
    await instance.dispose();
  });

  it('passes values in and out unchanged', async () => {
    const instance = await peer.createForValues?.();
    if (instance === undefined) return;
    const records = sampleRecords(20_000);
    await instance.load(await loadGuest('bench/micro/guest/records.ts'));
    await instance.put('receive', records);
    expect(await instance.take('give')).toEqual(records);
    await instance.dispose();
  });

  it('lives a whole life, and idles', async () => {
    await (await peer.create()).dispose();
    await peer.lifeCycle?.();
    await peer.createIdle?.(await loadGuest('bench/micro/guest/idle.ts'));
  });

  it('is stopped by its limits where it has any', async () => {
    const guest = await guestFromSource('spin', 'export function main() { for (;;) {} }');
    const run = await peer.runLimited?.(guest, { milliseconds: 20, heapBytes: 1 << 24 });
    if (run !== undefined) expect(run.outcome).toMatch(/interrupted/);
  });
});
