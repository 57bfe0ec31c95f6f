/** quickjs-wasi: an instance and a memory for each guest, one compiled module. */
import { readFileSync } from 'node:fs';
import { EvalFlags, type JSValueHandle, QuickJS } from 'quickjs-wasi';
import type { GuestProgram } from '../support/guest';
import { at } from '../support/paths';
import { versionOf } from '../support/versions';
import { InterruptClock } from './interrupts';
import type { HostFunctions, Peer, Run, Scalar, ValueInstance } from './peer';

class QuickJSWasiInstance implements ValueInstance {
  private readonly vm: QuickJS;
  private guest: JSValueHandle | undefined;
  private readonly entries = new Map<string, JSValueHandle>();

  constructor(vm: QuickJS, functions: HostFunctions = {}) {
    this.vm = vm;
    this.defineHost(functions);
  }

  async load(program: GuestProgram): Promise<void> {
    this.vm.evalCode(program.script, `${program.name}.js`).dispose();
    this.guest = this.vm.global.getProp('guest');
  }

  async run(entry: string, argument: number): Promise<Run> {
    const { vm } = this;
    const target = this.find(entry);
    const start = performance.now();
    const handle = vm.newNumber(argument);
    const result = vm.callFunction(target, vm.undefined, handle);
    handle.dispose();
    const settled = result.isPromise ? await this.settle(result) : result;
    const value = vm.dump(settled);
    const milliseconds = performance.now() - start;
    settled.dispose();
    return { value, milliseconds };
  }

  /** As JSON text, which beats `hostToHandle` on records. */
  async put(entry: string, value: unknown): Promise<void> {
    const { vm } = this;
    const json = vm.global.getProp('JSON');
    const parse = json.getProp('parse');
    const text = vm.newString(JSON.stringify(value));
    const parsed = vm.callFunction(parse, json, text);
    vm.callFunction(this.find(entry), vm.undefined, parsed).dispose();
    for (const handle of [parsed, text, parse, json]) handle.dispose();
  }

  async take(entry: string): Promise<unknown> {
    const { vm } = this;
    const json = vm.global.getProp('JSON');
    const stringify = json.getProp('stringify');
    const result = vm.callFunction(this.find(entry), vm.undefined);
    const text = vm.callFunction(stringify, json, result);
    const value: unknown = JSON.parse(text.toString());
    for (const handle of [text, result, stringify, json]) handle.dispose();
    return value;
  }

  async dispose(): Promise<void> {
    for (const handle of this.entries.values()) handle.dispose();
    this.guest?.dispose();
    this.vm.dispose();
  }

  private find(entry: string): JSValueHandle {
    let handle = this.entries.get(entry);
    if (handle === undefined) {
      if (this.guest === undefined) throw new Error('no program is loaded');
      handle = this.guest.getProp(entry);
      this.entries.set(entry, handle);
    }
    return handle;
  }

  /** Waits for a promise of the guest, and disposes it. */
  private async settle(promise: JSValueHandle): Promise<JSValueHandle> {
    const settled = this.vm.resolvePromise(promise);
    this.vm.executePendingJobs();
    const result = await settled;
    promise.dispose();
    if ('error' in result) throw new Error(`quickjs-wasi: ${result.error.toString()}`);
    return result.value;
  }

  private scalar(value: Scalar): JSValueHandle {
    const { vm } = this;
    if (typeof value === 'number') return vm.newNumber(value);
    if (typeof value === 'string') return vm.newString(value);
    if (typeof value === 'boolean') return value ? vm.true : vm.false;
    return vm.undefined;
  }

  private defineHost(functions: HostFunctions): void {
    const { vm } = this;
    const host = vm.newObject();
    for (const [name, target] of Object.entries(functions.sync ?? {})) {
      const handle = vm.newFunction(name, (argument) =>
        this.scalar(target(argument?.toNumber() ?? Number.NaN)),
      );
      host.setProp(name, handle);
      handle.dispose();
    }
    for (const [name, target] of Object.entries(functions.async ?? {})) {
      const handle = vm.newFunction(name, (argument) => {
        const deferred = vm.newPromise();
        target(argument?.toNumber() ?? Number.NaN).then((value) => {
          deferred.resolve(this.scalar(value));
          vm.executePendingJobs();
        });
        return deferred.handle;
      });
      host.setProp(name, handle);
      handle.dispose();
    }
    vm.global.setProp('host', host);
    host.dispose();
  }
}

let shared: WebAssembly.Module | undefined;

async function create(functions?: HostFunctions): Promise<QuickJSWasiInstance> {
  shared ??= await WebAssembly.compile(readFileSync(at('node_modules/quickjs-wasi/quickjs.wasm')));
  return new QuickJSWasiInstance(await QuickJS.create({ wasm: shared }), functions);
}

export const quickjsWasi: Peer = {
  name: 'quickjs-wasi',
  version: versionOf('quickjs-wasi'),
  inProcess: true,
  create,
  createForValues: () => create(),
  async lifeCycle() {
    if (shared === undefined) throw new Error('create() once before measuring life cycles');
    const vm = await QuickJS.create({ wasm: shared });
    const result = vm.evalCode('1 + 1');
    if (result.toNumber() !== 2) throw new Error('quickjs-wasi cannot add');
    result.dispose();
    vm.dispose();
  },
  async runLimited(program, limits) {
    await create();
    const clock = new InterruptClock(limits.milliseconds);
    const vm = await QuickJS.create({
      wasm: shared as WebAssembly.Module,
      memoryLimit: limits.heapBytes,
      interruptHandler: clock.onInterrupt,
    });
    clock.start();
    try {
      vm.evalCode(`${program.script}\n;guest.main();`, 'hostile.js');
      return clock.finish('ended by itself');
    } catch (error) {
      return clock.finish(error instanceof Error ? error.message : String(error));
    }
  },
  async createIdle(program) {
    const instance = await create();
    await instance.load(program);
    await instance.run('main', 1);
    return instance;
  },
};

/** Compiles JavaScript to QuickJS's bytecode. */
export async function quickjsCompiler(): Promise<(script: string) => Uint8Array> {
  shared ??= await WebAssembly.compile(readFileSync(at('node_modules/quickjs-wasi/quickjs.wasm')));
  const vm = await QuickJS.create({ wasm: shared });
  return (script) => vm.compile(script, 'program.js', EvalFlags.TYPE_MODULE);
}
