/**
 * The core: compiled once per thread, instantiated on many memories.
 */
import { instantiateSync } from '@assemblyscript/loader';
import { CODE } from '../../assembly/memory-map';
import { sha256 } from '../bytecode/checksums';
import { coreWasmBytes, coreWasmHash } from '../generated/core-wasm';

/** What assembly/index.ts exports. */
export interface CoreExports {
  /** Makes an empty region around a code image that lies at CODE already; 1 = the memory is too small. */
  initialize(
    unitsEnd: number,
    cacheBase: number,
    cachePool: number,
    cacheEnd: number,
    globalsBase: number,
    globalsEnd: number,
    heapBase: number,
    maxHeapBytes: number,
  ): number;
  /** Runs for about so many steps; gives enum Status. */
  run(steps: number): number;
  /** Address of a message object with room for so many bytes, 0 when a collection must come first. */
  messageAlloc(bytes: number): number;
  /** Queues an inbox entry (enum Inbox); `message` is the address of a message object or 0. 0 = a collection must come first. */
  post(kind: number, id: number, message: number, extra: number): number;
  /** One chunk of a collection, or of making room for what was just refused; 0 when it is complete. */
  collect(): number;
  /** Makes the record of a Task with a step limit; 0 = a collection must come first. */
  prepareTask(id: number, maxSteps: number): number;
  /** Begins to end a Task (enum Ending); 0 = a collection must come first. */
  cancelTask(id: number, ending: number): number;
  setMaxHeapBytes(bytes: number): void;
  /** Brings the region, at rest, into the form that an image has: what only an instruction needs is forgotten. */
  settle(): void;
  /** Ends in a trap: for tests. */
  fault(): void;
  seedRandom(seed: number): void;
  /** Forgets the entries of the outbox. */
  outboxClear(): void;
  /** Live bytes at the last checkpoint and allocated since. */
  heapBytesUsed(): number;
}

/** A compiled core, and the bytes that every region starts with. */
export class Core {
  readonly module: WebAssembly.Module;
  /** SHA-256 of its bytes, in hexadecimal; zeros when they are not known. */
  readonly hash: string;
  #pristine: Uint8Array | undefined;

  constructor(module: WebAssembly.Module, hash: string) {
    this.module = module;
    this.hash = hash;
  }

  /** Instantiates the core on a memory; [0, CODE) of the memory is as it must be afterwards. */
  instantiate(memory: WebAssembly.Memory): CoreExports {
    const { instance } = instantiateSync(this.module, { env: { memory } });
    this.#pristine ??= new Uint8Array(memory.buffer, 0, CODE).slice();
    // The functions themselves, without the wrappers that the loader puts around them for optional arguments: none is optional.
    return { ...instance.exports } as unknown as CoreExports;
  }

  /** [0, CODE) as the module itself writes it: constant tables, all else is zero. */
  get pristine(): Uint8Array {
    if (this.#pristine === undefined) throw new Error('the core has never been instantiated');
    return this.#pristine;
  }
}

const UNKNOWN_HASH = '0'.repeat(64);

let shared: Core | undefined;
let compiling: Promise<void> | undefined;

/** The core that came with the package; compiled now when `ready()` has not done it. */
export function defaultCore(): Core {
  shared ??= new Core(new WebAssembly.Module(coreWasmBytes()), coreWasmHash);
  return shared;
}

/**
 * Compiles the core off the critical path; without it the first Vm that runs compiles it.
 * May be called any number of times.
 */
export function ready(): Promise<void> {
  compiling ??= (async () => {
    if (shared !== undefined) return;
    const module = await WebAssembly.compile(coreWasmBytes());
    shared ??= new Core(module, coreWasmHash);
  })();
  return compiling;
}

/** A core of the caller's own, from `Runtime`'s option `wasm`. */
export function coreFrom(wasm: BufferSource | WebAssembly.Module): Core {
  if (wasm instanceof WebAssembly.Module) return new Core(wasm, UNKNOWN_HASH);
  const bytes = ArrayBuffer.isView(wasm)
    ? new Uint8Array(wasm.buffer, wasm.byteOffset, wasm.byteLength)
    : new Uint8Array(wasm);
  return new Core(new WebAssembly.Module(wasm), sha256(bytes));
}
