// Runs the tour in whatever `raya-vm` it is given, in Node and in a page alike, and tells all that
// can be compared.

/**
 * @param {typeof import('raya-vm')} raya
 * @param {Uint8Array<ArrayBuffer>} bytes the tour's bytecode
 */
export async function drive({ Program, Vm }, bytes) {
  /** @type {string[]} */
  const logged = [];
  const options = {
    maxHeapBytes: 4 * 1024 * 1024,
    maxStepBudget: 5_000_000,
    capabilities: {
      /** @param {string} text */
      log: (text) => {
        logged.push(text);
      },
      /** @param {string} key */
      lookup: async (key) => ({ key, code: key.charCodeAt(0) }),
    },
  };
  const program = Program.fromBytes(bytes);

  const vm = new Vm(options);
  vm.loadBytecode(program);
  const result = await vm.runEntry('main', [10_000]);
  const { stepsExecuted, heapBytesUsed, state } = vm.getStats();
  vm.terminate();

  const runaway = new Vm(options);
  runaway.loadBytecode(program);
  const ended = await runaway.runEntry('spin').then(
    () => 'returned',
    (/** @type {{ code?: string }} */ error) => error.code,
  );
  const runawaySteps = runaway.getStats().stepsExecuted;
  runaway.terminate();

  return { result, logged, stepsExecuted, heapBytesUsed, state, ended, runawaySteps };
}
