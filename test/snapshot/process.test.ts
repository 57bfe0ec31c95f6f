/** Snapshots of a whole Runtime: all its Vms, and who is next. */
import { Runtime, Vm, VmError } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterEach, describe, expect, test } from 'vitest';

const compiler = new Compiler({ check: 'off' });
const runtimes: Runtime[] = [];
const track = (runtime: Runtime): Runtime => {
  runtimes.push(runtime);
  return runtime;
};
afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.close();
});

const worker = compiler.compileString(`
  import { log } from 'host:';
  export function main(name, rounds) {
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < 3000; i++) sum = (sum * 31 + i) % 1000003;
      log(name + round);
    }
    return sum;
  }
`);

/** Ten Vms in the middle of their work. */
async function busy(log: (line: string) => void): Promise<Runtime> {
  const runtime = track(new Runtime({ quantumSteps: 5000 }));
  for (let index = 0; index < 10; index++) {
    const vm = new Vm({
      runtime,
      capabilities: { log },
      weight: 1 + (index % 3),
      maxTasks: 50 + index,
    });
    vm.loadBytecode(worker);
    vm.runEntry('main', [`vm${index}:`, 6]).catch(() => {});
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
  return runtime;
}

async function finish(runtime: Runtime): Promise<unknown[]> {
  return Promise.all([...runtime.vms].flatMap((vm) => vm.tasks()));
}

describe('a Runtime', () => {
  test('goes on in another one, and two that go on from the same bytes schedule the same', async () => {
    const runtime = await busy(() => {});
    const undisturbed = [...runtime.vms].flatMap((vm) => vm.tasks());
    expect(undisturbed.length).toBe(10);
    const bytes = await runtime.snapshot();
    const logs: string[][] = [[], []];
    const results: unknown[][] = [];
    for (const lines of logs) {
      const log = (line: string) => void lines.push(line);
      const restored = track(
        await Runtime.restore(bytes, { capabilities: { log }, runtime: { quantumSteps: 5000 } }),
      );
      expect(restored.vms.size).toBe(10);
      results.push(await finish(restored));
    }
    expect(logs[0]).toEqual(logs[1]);
    expect(logs[0]!.length).toBeGreaterThan(10);
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toEqual(await Promise.all(undisturbed));
  });

  test('keeps limits and weights, unless others are named', async () => {
    const runtime = await busy(() => {});
    const bytes = await runtime.snapshot({ compress: true });
    const log = () => {};
    const restored = track(
      await Runtime.restore(bytes, {
        capabilities: { log },
        vm: ({ index, limits }) => (index === 3 ? { maxTasks: limits.maxTasks * 2 } : {}),
      }),
    );
    const caps = [...restored.vms].map((vm) => vm.getStats().maxTasks);
    expect(caps).toEqual([50, 51, 52, 106, 54, 55, 56, 57, 58, 59]);
  });

  test('holds each program once', async () => {
    const runtime = track(new Runtime());
    const one = new Vm({ runtime, capabilities: { log() {} } });
    one.loadBytecode(worker);
    one.runEntry('main', ['a', 1]).catch(() => {});
    const single = (await runtime.snapshot()).length;
    for (let index = 0; index < 9; index++) {
      const vm = new Vm({ runtime, capabilities: { log() {} } });
      vm.loadBytecode(worker);
      vm.runEntry('main', ['a', 1]).catch(() => {});
    }
    const bare = (await runtime.snapshot({ code: 'reference' })).length;
    const whole = (await runtime.snapshot()).length;
    expect(whole - bare).toBeLessThan(2 * worker.bytecode.byteLength);
    expect(single).toBeLessThan(whole);
  });

  test('keeps paused Vms paused', async () => {
    const runtime = track(new Runtime());
    const vm = new Vm({ runtime, capabilities: { log() {} } });
    vm.loadBytecode(worker);
    vm.runEntry('main', ['a', 1]).catch(() => {});
    await vm.pause();
    const restored = track(
      await Runtime.restore(await runtime.snapshot(), { capabilities: { log() {} } }),
    );
    const [again] = [...restored.vms];
    expect(again!.getStats().state).toBe('paused');
    again!.resume();
    expect(await again!.tasks()[0]).toBeTypeOf('number');
  });

  test('is signed as a whole', async () => {
    const runtime = await busy(() => {});
    const key = new Uint8Array(32).fill(7);
    const bytes = await runtime.snapshot({ sign: key });
    const options = { capabilities: { log() {} } };
    track(await Runtime.restore(bytes, { ...options, key }));
    const wrong = { ...options, key: new Uint8Array(32) };
    await expect(Runtime.restore(bytes, wrong)).rejects.toThrow(/signature is wrong/);
    await expect(Runtime.restore(bytes, options)).rejects.toThrow(/give the key/);
    const unsigned = await runtime.snapshot();
    await expect(Runtime.restore(unsigned, { ...options, key })).rejects.toThrow(/not signed/);
  });

  test('that cannot be restored whole is not restored at all', async () => {
    const runtime = await busy(() => {});
    const bytes = await runtime.snapshot();
    await expect(Runtime.restore(bytes, {})).rejects.toMatchObject({ code: 'NO_CAPABILITY' });
    for (const length of [0, 7, 19, 40, bytes.length >> 1, bytes.length - 1]) {
      const failure = await Runtime.restore(bytes.slice(0, length)).catch((error) => error);
      expect(failure).toBeInstanceOf(VmError);
      expect(failure.code).toBe('BAD_SNAPSHOT');
    }
    const changed = bytes.slice();
    changed[bytes.length >> 1]! ^= 1;
    await expect(Runtime.restore(changed)).rejects.toThrow(/checksum/);
  });
});
