/** quickjs-emscripten, RELEASE_SYNC: one Wasm module, a runtime and a context for each guest. */
import {
  newQuickJSWASMModule,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  RELEASE_SYNC,
} from 'quickjs-emscripten';
import type { GuestProgram } from '../support/guest';
import { versionOf } from '../support/versions';
import { InterruptClock } from './interrupts';
import type { HostFunctions, Peer, Run, Scalar, ValueInstance } from './peer';

class QuickJSEmscriptenInstance implements ValueInstance {
  private readonly runtime: QuickJSRuntime;
  private readonly context: QuickJSContext;
  private guest: QuickJSHandle | undefined;
  private readonly entries = new Map<string, QuickJSHandle>();

  constructor(module: QuickJSWASMModule, functions: HostFunctions = {}) {
    this.runtime = module.newRuntime();
    this.context = this.runtime.newContext();
    this.defineHost(functions);
  }

  async load(program: GuestProgram): Promise<void> {
    const { context } = this;
    context.unwrapResult(context.evalCode(program.script, `${program.name}.js`)).dispose();
    this.guest = context.getProp(context.global, 'guest');
  }

  async run(entry: string, argument: number): Promise<Run> {
    const { context } = this;
    const target = this.find(entry);
    const start = performance.now();
    const handle = context.newNumber(argument);
    const result = this.call(target, handle);
    handle.dispose();
    const settled = context.typeof(result) === 'object' ? await this.settle(result) : result;
    const value = context.dump(settled);
    const milliseconds = performance.now() - start;
    settled.dispose();
    return { value, milliseconds };
  }

  /** As JSON text: building the value handle by handle is slower (3 calls for each property). */
  async put(entry: string, value: unknown): Promise<void> {
    const { context } = this;
    const json = context.getProp(context.global, 'JSON');
    const parse = context.getProp(json, 'parse');
    const text = context.newString(JSON.stringify(value));
    const parsed = this.call(parse, text);
    this.call(this.find(entry), parsed).dispose();
    for (const handle of [parsed, text, parse, json]) handle.dispose();
  }

  async take(entry: string): Promise<unknown> {
    const { context } = this;
    const json = context.getProp(context.global, 'JSON');
    const stringify = context.getProp(json, 'stringify');
    const result = this.call(this.find(entry));
    const text = this.call(stringify, result);
    const value: unknown = JSON.parse(context.getString(text));
    for (const handle of [text, result, stringify, json]) handle.dispose();
    return value;
  }

  async dispose(): Promise<void> {
    for (const handle of this.entries.values()) handle.dispose();
    this.guest?.dispose();
    this.context.dispose();
    this.runtime.dispose();
  }

  private find(entry: string): QuickJSHandle {
    let handle = this.entries.get(entry);
    if (handle === undefined) {
      if (this.guest === undefined) throw new Error('no program is loaded');
      handle = this.context.getProp(this.guest, entry);
      this.entries.set(entry, handle);
    }
    return handle;
  }

  private call(target: QuickJSHandle, ...args: QuickJSHandle[]): QuickJSHandle {
    const { context } = this;
    return context.unwrapResult(context.callFunction(target, context.undefined, ...args));
  }

  /** Waits for a promise of the guest, and disposes it. */
  private async settle(promise: QuickJSHandle): Promise<QuickJSHandle> {
    const settled = this.context.resolvePromise(promise);
    promise.dispose();
    this.runtime.executePendingJobs();
    return this.context.unwrapResult(await settled);
  }

  private scalar(value: Scalar): QuickJSHandle {
    const { context } = this;
    if (typeof value === 'number') return context.newNumber(value);
    if (typeof value === 'string') return context.newString(value);
    if (typeof value === 'boolean') return value ? context.true : context.false;
    return context.undefined;
  }

  private defineHost(functions: HostFunctions): void {
    const { context, runtime } = this;
    const host = context.newObject();
    for (const [name, target] of Object.entries(functions.sync ?? {})) {
      const handle = context.newFunction(name, (argument) =>
        this.scalar(target(context.getNumber(argument))),
      );
      context.setProp(host, name, handle);
      handle.dispose();
    }
    for (const [name, target] of Object.entries(functions.async ?? {})) {
      const handle = context.newFunction(name, (argument) => {
        const deferred = context.newPromise();
        target(context.getNumber(argument)).then((value) => deferred.resolve(this.scalar(value)));
        deferred.settled.then(() => runtime.executePendingJobs());
        return deferred.handle;
      });
      context.setProp(host, name, handle);
      handle.dispose();
    }
    context.setProp(context.global, 'host', host);
    host.dispose();
  }
}

let shared: QuickJSWASMModule | undefined;

/** The compiled module, shared by all guests as the package's own documentation advises. */
async function module(): Promise<QuickJSWASMModule> {
  shared ??= await newQuickJSWASMModule(RELEASE_SYNC);
  return shared;
}

export const quickjsEmscripten: Peer = {
  name: 'quickjs-emscripten',
  version: versionOf('quickjs-emscripten'),
  inProcess: true,
  create: async (functions) => new QuickJSEmscriptenInstance(await module(), functions),
  createForValues: async () => new QuickJSEmscriptenInstance(await module()),
  lifeCycle() {
    if (shared === undefined) throw new Error('create() once before measuring life cycles');
    const context = shared.newContext();
    const result = context.unwrapResult(context.evalCode('1 + 1'));
    if (context.getNumber(result) !== 2) throw new Error('quickjs-emscripten cannot add');
    result.dispose();
    context.dispose();
  },
  async runLimited(program, limits) {
    const runtime = (await module()).newRuntime();
    const clock = new InterruptClock(limits.milliseconds);
    runtime.setMemoryLimit(limits.heapBytes);
    runtime.setInterruptHandler(clock.onInterrupt);
    const context = runtime.newContext();
    clock.start();
    const result = context.evalCode(`${program.script}\n;guest.main();`, 'hostile.js');
    if (result.error === undefined) return clock.finish('ended by itself');
    const error: unknown = context.dump(result.error);
    return clock.finish((error as { message?: string } | null)?.message ?? String(error));
  },
  async createIdle(program) {
    const instance = new QuickJSEmscriptenInstance(await module());
    await instance.load(program);
    await instance.run('main', 1);
    return instance;
  },
};
