/**
 * Approval by a human. The program asks, and the process ends; what is left is a file of a few kilobytes. Next week, maybe on another
 * computer, another process goes on with the answer, in the middle of the loop.
 *
 *     node src/build/run.mjs examples/approval/index.ts         runs until somebody is asked
 *     node src/build/run.mjs examples/approval/index.ts yes     goes on (or: no)
 *
 * Without a host of one's own the command line does the same: `raya run --hold approve --snapshot-on-block FILE`, `raya resume FILE`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';

const file = join(tmpdir(), 'refunds.snapshot');
// Whoever could change the file could change what the program believes: it is signed, and checked before anything is read.
const key = new TextEncoder().encode(process.env.REFUNDS_KEY ?? 'a secret of the shop');

const orders: Record<string, { customer: string; amount: number }> = {
  A1: { customer: 'Ann', amount: 20 },
  B2: { customer: 'Ben', amount: 180 },
  C3: { customer: 'Cleo', amount: 35 },
};

// What the program may do. `approve` tells that somebody is asked, and gives a promise that nobody in this process settles.
let tell = (_question: string) => {};
const asked = new Promise<string>((resolve) => {
  tell = resolve;
});
const capabilities = {
  log: (text: string) => console.log(`  ${text}`),
  orderOf: async (id: string) => orders[id],
  pay: async (customer: string, amount: number) => console.log(`  ${amount} to ${customer}`),
  approve(question: string) {
    tell(question);
    return new Promise<boolean>(() => {});
  },
};

/** The first process. */
function begin(): Vm {
  const source = readFileSync(new URL('./guest/refunds.ts', import.meta.url), 'utf8');
  const vm = new Vm({ capabilities });
  vm.loadBytecode(new Compiler({ check: 'off' }).compileString(source, { fileName: 'refunds.ts' }));
  vm.runEntry('refunds', [Object.keys(orders)]);
  return vm;
}

/** Every later one. 'hold': the call is not made again, it waits for `answer`. */
function goOn(answer: boolean): Vm {
  const vm = Vm.from(readFileSync(file), { capabilities, key, pendingCalls: 'hold' });
  const [call] = vm.pendingCalls();
  console.log(`  ${call.args[0]} ${answer ? 'yes' : 'no'}`);
  vm.answer(call.id, answer);
  return vm;
}

const [answer] = process.argv.slice(2);
using vm = answer === undefined ? begin() : goOn(answer === 'yes');
const [task] = vm.tasks();
const question = await Promise.race([task.then((result) => console.log(`  ${result}`)), asked]);
if (question !== undefined) {
  // The loop, the Map, the `finally` that is due, the call in flight: everything is in these bytes.
  const { bytes } = vm.snapshot({ sign: key });
  writeFileSync(file, bytes);
  console.log(`  ${question} (${(bytes.length / 1024).toFixed(1)} KB in ${file})`);
}
