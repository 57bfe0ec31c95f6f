// Begins and finishes guest/crossing.ts with whatever `raya-vm` it is given: in this process, another one, a worker, a page.

/** Where it is stopped, in steps after the start of `main`: its sort begins before the first and ends after the last. */
const STOPS = [5_000, 40_001, 77_777, 120_003, 160_000];

const KEY = new TextEncoder().encode('across borders');

/** @typedef {{ lines: string[], results: unknown[], steps: number, heapBytes: number, hostCalls: object }} Outcome */
/** @typedef {{ bytes: Uint8Array, lines: string[], stack: string, waiting: string[] }} Stop */

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Runs the program in one Vm from beginning to end, and takes snapshots on the way.
 * @param {typeof import('raya-vm')} raya
 * @param {Uint8Array<ArrayBuffer>} bytecode
 * @param {{ takes: boolean, compress?: boolean }} options
 * @returns {Promise<{ stops: Stop[], straight: Outcome }>}
 */
export async function begin({ Program, Runtime, Vm }, bytecode, { takes, compress = false }) {
  /** @type {string[]} */
  const lines = [];
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  const runtime = new Runtime({ manual: true });
  const vm = new Vm({
    runtime,
    seed: 11,
    capabilities: {
      log: (/** @type {string} */ line) => void lines.push(line),
      ask: async (/** @type {string} */ question) => {
        await released;
        return answerTo(question);
      },
    },
  });
  vm.loadBytecode(Program.fromBytes(bytecode));
  // Two wait for each other, and one is cancelled and waits in its `finally`: no timer rings while the host has not answered.
  const waiters = ['second', 'third', 'cancelled'].map((name) => vm.runEntry(name));
  vm.step(10_000);
  waiters[2]?.cancel();
  vm.step(10_000);
  const main = vm.runEntry('main', [40]);
  const outcomes = Promise.all([...waiters, main].map(outcomeOf));

  /** @type {Stop[]} */
  const stops = [];
  const begun = vm.getStats().stepsExecuted;
  for (const stop of STOPS) {
    vm.step(begun + stop - vm.getStats().stepsExecuted);
    if (!takes) continue;
    // Between two calls of the comparator it is the sort itself that runs.
    for (let more = 0; more < 100 && !main.stack().includes('compare'); more++) vm.step(7);
    const { bytes } = vm.snapshot({ sign: KEY, compress });
    const waiting = vm.pendingCalls().map(({ args }) => String(args[0]));
    stops.push({ bytes, lines: [...lines], stack: main.stack(), waiting });
  }
  release();
  while (vm.getStats().state === 'ready' || vm.pendingCalls().length > 0) {
    vm.step(10_000);
    await turn();
  }
  const straight = { lines, results: await outcomes, ...figuresOf(vm) };
  await runtime.close();
  return { stops, straight };
}

/**
 * Goes on from a snapshot to the end.
 * @param {typeof import('raya-vm')} raya
 * @param {Uint8Array} bytes
 * @param {import('raya-vm').Vm} [into] a Vm to restore into; a fresh one if there is none
 * @returns {Promise<Outcome>}
 */
export async function finish({ Vm }, bytes, into = undefined) {
  /** @type {string[]} */
  const lines = [];
  const capabilities = {
    log: (/** @type {string} */ line) => void lines.push(line),
    ask: async (/** @type {string} */ question) => answerTo(question),
  };
  const vm = into ?? new Vm();
  vm.restore(bytes, { key: KEY, capabilities });
  const results = await Promise.all(vm.tasks().map(outcomeOf));
  while (vm.getStats().state === 'ready') await turn();
  const outcome = { lines, results, ...figuresOf(vm) };
  if (into === undefined) vm.terminate();
  return outcome;
}

const answerTo = (/** @type {string} */ question) => `answer to ${question}`;

/** @param {import('raya-vm').Task} task */
const outcomeOf = async (task) => {
  try {
    const value = await task;
    return value instanceof Map ? [...value] : value;
  } catch (error) {
    const { name, code, message } = /** @type {any} */ (error);
    return { name, code, message };
  }
};

/** @param {import('raya-vm').Vm} vm */
const figuresOf = (vm) => {
  const { stepsExecuted: steps, heapBytesUsed: heapBytes, hostCalls } = vm.getStats();
  return { steps, heapBytes, hostCalls };
};
