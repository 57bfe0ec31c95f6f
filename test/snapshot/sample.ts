/** A program that asks, computes and waits; a Vm that runs it while it is recorded. */
import { type Capabilities, Recorder, type Recording, Vm, type VmOptions } from 'raya-vm';
import { expect } from 'vitest';
import { checksum } from '../../src/snapshot/codec';
import { compile, makeRuntime } from './support';

export const program = compile(`
  import { ask, log } from 'host:';
  let count = 0;
  export async function main(names) {
    const answers = [];
    for (const name of names) {
      count++;
      answers.push(await ask(name));
    }
    log(answers.join());
    return answers;
  }
  export function sum(n) {
    let total = 0;
    for (let i = 0; i < n; i++) total += i;
    return total;
  }
  export async function later(ms) {
    const before = Math.random();
    await new Promise((resolve) => setTimeout(resolve, ms));
    return [before, Math.random()];
  }
  export async function forever() {
    try { await new Promise(() => {}); } finally { count = -1; }
  }
  export const counted = () => count;
`);

export interface Given extends VmOptions {
  code?: 'embed' | 'reference';
}

/** A Vm and its Recorder; what the capabilities were called with is in `calls`. */
export function recorded({ code, ...options }: Given = {}) {
  const calls: unknown[][] = [];
  const capabilities: Capabilities = {
    ask: async (name: string) => {
      calls.push(['ask', name]);
      return `${name}!`;
    },
    log: (text: string) => void calls.push(['log', text]),
    ...options.capabilities,
  };
  const vm = new Vm({ runtime: makeRuntime(), ...options, capabilities });
  vm.loadBytecode(program);
  return { vm, calls, recorder: new Recorder(vm, code === undefined ? {} : { code }) };
}

/** A finished recording of main(['a', 'b']). */
export async function finished(given: Given = {}): Promise<Recording> {
  const { vm, recorder } = recorded(given);
  await vm.runEntry('main', [['a', 'b']]);
  return recorder.stop();
}

export const kindsOf = (recording: Recording) => [...recording.inputs()].map(({ kind }) => kind);

/** The VmError BAD_RECORDING with this reason. */
export const badRecording = (reason: string | RegExp) => ({
  code: 'BAD_RECORDING',
  message: expect.stringMatching(reason),
});

/** The bytes with something changed, and right again in their checksum. */
export function changed(
  { bytes }: Recording,
  change: (bytes: Uint8Array, view: DataView) => void,
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  change(copy, view);
  view.setUint32(12, checksum(copy.subarray(16)), true);
  return copy;
}
