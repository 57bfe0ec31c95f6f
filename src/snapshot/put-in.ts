/** Puts inputs of a recording into the region of its Vm, as the host once did. The recording is a stranger's: what cannot have been is refused. */
import { Answer, CONSOLE_CALL, Inbox, NO_ENTRY } from '../../assembly/messages';
import { CANONICAL_NAN_HIGH, TAG_SPECIAL } from '../../assembly/value';
import type { CapabilityImport } from '../bytecode/code-image';
import type { Capabilities } from '../capabilities/capability';
import type { Lease } from '../runtime/leases';
import type { Engine } from '../vm/engine';
import { VmError } from '../vm/errors';
import type { AnswerKind, InboxEntry } from '../vm/inbox';
import { foundIn } from '../vm/modules';
import * as region from '../vm/region';
import { Task } from '../vm/task';
import { engineOf, modulesOf, replaceCode, type Vm } from '../vm/vm';
import type { Input, LaterModules, Room } from './inputs';

/** The input cannot have gone in here. */
export class OutOfPlace extends Error {}

function outOfPlace(reason: string): never {
  throw new OutOfPlace(reason);
}

/** What stands for a foreign object in a replay. */
export const placeholder = (number: number): object => ({ foreign: number });

/** Capabilities that are there, and never called: a replay answers in their place. */
export class StubCapabilities {
  readonly capabilities: Capabilities = {};

  add(imports: readonly CapabilityImport[]): void {
    for (const { namespace, name } of imports) {
      let holder: Record<string, any> = this.capabilities;
      for (const part of namespace === '' ? [] : namespace.split('/')) {
        if (!Object.hasOwn(holder, part)) define(holder, part, {});
        holder = holder[part];
      }
      // A function may hold others of its namespace.
      if (!Object.hasOwn(holder, name)) define(holder, name, neverCalled());
    }
  }
}

function define(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true });
}

const neverCalled = () => () => {
  throw new Error('a replay calls no capability');
};

export class Entrance {
  readonly #vm: Vm;
  readonly #engine: Engine;
  readonly #stubs: StubCapabilities;
  /** A Task for whose start there was no room yet. */
  #starting: number | undefined;
  /** Was the call that the Vm waits in counted when it was noted? */
  isCounted: boolean;

  constructor(vm: Vm, stubs: StubCapabilities, isCounted: boolean) {
    this.#vm = vm;
    this.#engine = engineOf(vm);
    this.#stubs = stubs;
    this.isCounted = isCounted;
  }

  /** Does the Vm wait for an answer? */
  get isWaiting(): boolean {
    return this.#engine.calls.pending.current !== undefined;
  }

  /** @throws OutOfPlace, VmError of modules; what the core throws */
  put(lease: Lease, input: Input): void {
    const engine = this.#engine;
    switch (input.kind) {
      case 'start':
        this.#start(lease, input);
        return;
      case 'settle': {
        const { id, failed, message } = input;
        const call = engine.calls.pending.find(id);
        if (call !== undefined) engine.calls.pending.settle(call);
        const kind = failed ? Inbox.ANSWER_THROW : Inbox.ANSWER;
        this.#entry(lease, { kind, id, extra: 0, message }, input.room);
        return;
      }
      case 'answer':
        this.#answer(lease, input);
        return;
      case 'cancel': {
        const task = engine.tasks.get(input.id);
        if (task !== undefined) task.cancelCode = input.code;
        this.#checkRoom(lease, engine.inbox.putCancel(lease, input.id), input.room);
        return;
      }
      case 'clock':
        engine.stopClock(lease, input.value);
        return;
      case 'limits': {
        const { maxHeapBytes, ...others } = input.limits;
        engine.setLimits({ ...others, ...(maxHeapBytes === undefined ? {} : { maxHeapBytes }) });
        return;
      }
      case 'modules':
        this.#modules(input.modules);
        return;
      case 'gone': {
        const task = engine.tasks.get(input.id);
        if (task !== undefined) engine.startRefused(task);
        return;
      }
      case 'numbers':
        engine.lastTask = input.lastTask;
        if (engine.foreign.size !== input.foreign) {
          engine.foreign.restart(input.foreign, placeholder);
        }
        return;
      case 'end':
        engine.end(input.code === 'TERMINATED' ? undefined : new VmError(input.code));
    }
  }

  /** The Vm has ended by itself: so must the recording say. @throws OutOfPlace */
  checkEnd(input: Input): void {
    const code = this.#engine.overReason?.code ?? 'TERMINATED';
    if (input.kind !== 'end' || input.code !== code) outOfPlace(`the Vm has ended with ${code}`);
  }

  #start(lease: Lease, input: Input & { kind: 'start' }): void {
    const engine = this.#engine;
    const { id, global, message, maxSteps, hostCallsLeft, room } = input;
    this.#checkGlobal(global);
    if (this.#starting !== id && engine.tasks.has(id)) outOfPlace(`Task ${id} has begun already`);
    const task = engine.tasks.get(id) ?? new Task(id, this.#vm, engine);
    task.maxSteps = maxSteps;
    task.hostCallsLeft = hostCallsLeft;
    engine.tasks.set(id, task);
    engine.lastTask = Math.max(engine.lastTask, id);
    this.#starting = room === 'found' ? undefined : id;
    this.#entry(lease, { kind: Inbox.START, id, extra: global, message }, room);
  }

  /** The core takes the offset as it is. */
  #checkGlobal(global: number): void {
    const { globalsBase, globalsEnd } = this.#engine.image!;
    if (global === NO_ENTRY || (global < globalsEnd - globalsBase && global % 8 === 0)) return;
    outOfPlace(`a Task starts at ${global}, which is no variable`);
  }

  #entry(lease: Lease, entry: InboxEntry, room: Room): void {
    this.#checkRoom(lease, this.#engine.inbox.put(lease, entry), room);
  }

  /** Was there room, as there was when it was recorded? When not, memory is made as it was then. */
  #checkRoom(lease: Lease, done: number, room: Room): void {
    const isFound = room === 'found';
    if ((done !== 0) !== isFound) outOfPlace(`there is ${isFound ? 'no ' : ''}room for it`);
    if (room === 'made') this.#engine.collectAll();
    else if (room === 'none') this.#engine.inbox.forgetRequest(lease);
  }

  #answer(lease: Lease, { answer, isCounted, room }: Input & { kind: 'answer' }): void {
    const { calls, inbox } = this.#engine;
    const call = calls.pending.current;
    if (call === undefined) outOfPlace('the Vm waits for no answer');
    switch (answer.how) {
      case 'value':
        checkPrimitive(answer.slot);
        region.answerSlot(lease, answer.slot);
        break;
      case 'promise':
        if (region.calledCapability(lease) === CONSOLE_CALL) {
          outOfPlace('a console call gives no Promise');
        }
        region.answerKind(lease, Answer.PROMISE);
        break;
      case 'refused':
        region.answerKind(lease, Answer.REFUSED);
        break;
      default: {
        const kind: AnswerKind = answer.how === 'throw' ? Answer.THROW : Answer.MESSAGE;
        this.#checkRoom(lease, inbox.putAnswer(lease, kind, answer.message), room);
      }
    }
    if (room !== 'found') return;
    calls.pending.end();
    if (answer.how === 'promise') calls.pending.promise(call);
    if (this.isCounted && !isCounted) calls.forget(lease);
  }

  #modules({ main, entries, units, hash }: LaterModules): void {
    const before = modulesOf(this.#vm).codeOf(this.#engine.image!);
    const extendsEntries = before.entries.every((entry, index) => entries[index] === entry);
    if (!extendsEntries || (before.main >= 0 && main !== before.main)) {
      outOfPlace('the modules are not those of before, and more');
    }
    const found = foundIn({ main, entries, units: [...before.units, ...units] }, hash);
    this.#stubs.add(found.image.imports);
    replaceCode(this.#vm, found);
  }
}

/** A number, undefined, null or a boolean, and no other bits: the core takes them as they are. */
function checkPrimitive(slot: Uint8Array): void {
  const view = new DataView(slot.buffer, slot.byteOffset, slot.byteLength);
  const high = view.getUint32(4, true);
  const low = view.getUint32(0, true);
  const isNumber = Number.isNaN(view.getFloat64(0, true))
    ? high === CANONICAL_NAN_HIGH && low === 0
    : true;
  if (!isNumber && !(high === TAG_SPECIAL && low <= LAST_PRIMITIVE)) {
    outOfPlace('the answer is no value');
  }
}

/** Of the special values undefined, null, false and true come first. */
const LAST_PRIMITIVE = 3;
