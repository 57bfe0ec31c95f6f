/** What the header's roots hold besides objects: jobs, Tasks, messages, timers, host calls in flight. */

import {
  ENTRY_VALUE,
  Ending,
  INBOX_COUNT,
  INBOX_FIRST,
  INBOX_LAST,
  INBOX_SLOTS,
  JobKind,
  MESSAGE_CONTENT,
  MESSAGE_EXTRA,
  MESSAGE_KIND,
  MESSAGE_NEXT,
  MESSAGE_SLOTS,
  QUEUE_COUNT,
  QUEUE_SLOTS,
  TASK_ENDING,
  TASK_LIMIT,
  TASK_PROMISE,
  TASK_SLOTS,
  TASK_STEPS,
  TIMER_CALLBACK,
  TIMER_DEADLINE,
  TIMER_ID,
  TIMER_INTERVAL,
  TIMER_PLACE,
  TIMER_SEQUENCE,
  TIMER_SLOTS,
  TIMER_TASK,
  TIMERS_COUNT,
  TIMERS_HEAP,
  TIMERS_SLOTS,
  TIMERS_TABLE,
  TORN_JOBS,
  TORN_PLACE,
  TORN_QUEUE,
  TORN_SLOTS,
  TORN_STACK,
  TORN_TABLE,
} from '../../../assembly/layouts';
import {
  H_LIVE_TASKS,
  H_NEXT_CALL_ID,
  H_PENDING_CALLS,
  R_BUILTINS,
  R_HELPERS,
  R_INBOX,
  R_JOBS,
  R_OUTBOX,
  R_PENDING,
  R_ROOT_TASKS,
  R_TIMERS,
  R_TORN,
} from '../../../assembly/memory-map';
import {
  Inbox,
  NO_ENTRY,
  OUTBOX_FIRST,
  OUTBOX_SLOTS,
  PENDING_ARGUMENTS,
  PENDING_CALLED,
  PENDING_PROMISE,
  PENDING_SLOTS,
} from '../../../assembly/messages';
import { ClassId, LibraryHelper } from '../../../assembly/names';
import {
  SPECIAL_FALSE,
  SPECIAL_TRUE,
  TAG_FUNCTION,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_SPECIAL,
} from '../../../assembly/value';
import type { CodeImage } from '../../bytecode/code-image';
import type { Frames } from './frames';
import { bad, type Heap, Role, slotAt } from './heap';
import type { ImageHeader } from './image-header';
import { checkList, checkQueue } from './lists';
import type { Messages } from './messages';
import type { Shapes } from './shapes';
import { checkTable } from './tables';

const MAX_ID = 0x7fffffff;

export class Queues {
  readonly #heap: Heap;
  readonly #header: ImageHeader;
  readonly #shapes: Shapes;
  readonly #messages: Messages;
  readonly #frames: Frames;
  readonly #image: CodeImage;

  constructor(
    heap: Heap,
    header: ImageHeader,
    image: CodeImage,
    parts: { shapes: Shapes; messages: Messages; frames: Frames },
  ) {
    this.#heap = heap;
    this.#header = header;
    this.#image = image;
    this.#shapes = parts.shapes;
    this.#messages = parts.messages;
    this.#frames = parts.frames;
  }

  check(): void {
    this.#checkJobs();
    this.#checkBuiltins();
    this.#checkHelpers();
    this.#checkTasks();
    this.#checkTorn();
    this.#checkPending();
    this.#checkInbox();
    this.#checkOutbox();
    this.#checkTimers();
  }

  /** The object in a root. */
  #root(root: number): number {
    if (this.#header.u32(root + 4) !== TAG_INTERNAL) bad(`the root ${root} holds nothing`);
    return this.#header.u32(root);
  }

  /** The queue in a root. */
  #queue(root: number): number {
    const queue = this.#root(root);
    this.#heap.own(queue, Role.OWNED);
    return queue;
  }

  /** The list in a root. */
  #list(root: number, least: number): { list: number; slots: number } {
    const list = this.#root(root);
    this.#heap.own(list, Role.OWNED);
    return { list, slots: this.#heap.slotCount(list, least) };
  }

  #opaque(from: number, end: number): void {
    for (let slot = from; slot < end; slot += 8) this.#heap.opaque(slot);
  }

  /** A message the host has sent, or nothing. */
  #optionalMessage(slot: number): void {
    this.#heap.optional(slot, Role.MESSAGE);
  }

  #promise(slot: number): void {
    const heap = this.#heap;
    heap.value(slot);
    const isPromise =
      heap.u32(slot + 4) === TAG_OBJECT &&
      this.#shapes.of(heap.u32(slot)).classId === ClassId.PROMISE;
    if (!isPromise) bad('what is to be settled is no promise');
  }

  // ---- Jobs ----

  #checkJobs(): void {
    checkQueue(this.#heap, this.#queue(R_JOBS), (job) => this.#checkJob(job));
  }

  /** Kind and Task, then three operands. */
  #checkJob(job: number): void {
    const heap = this.#heap;
    const kind = heap.u32(job);
    if (heap.u32(job + 4) > MAX_ID) bad('a job is of no Task');
    const [first, second, third] = [job + 8, job + 16, job + 24];
    switch (kind) {
      case JobKind.FULFIL:
      case JobKind.REJECT:
      case JobKind.THENABLE:
      case JobKind.CALL:
        for (const operand of [first, second, third]) heap.anyValue(operand);
        return;
      case JobKind.RESUME:
      case JobKind.RESUME_THROW:
        heap.internal(first, Role.COROUTINE);
        heap.anyValue(second);
        heap.anyValue(third);
        return;
      case JobKind.START:
        this.#checkGlobal(this.#number(first));
        this.#optionalMessage(second);
        heap.anyValue(third);
        return;
      case JobKind.SETTLE: {
        this.#promise(first);
        this.#optionalMessage(second);
        const failed = heap.u32(third);
        const isBoolean = failed === SPECIAL_FALSE || failed === SPECIAL_TRUE;
        if (heap.u32(third + 4) !== TAG_SPECIAL || !isBoolean) bad('a job settles in no way');
        return;
      }
      case JobKind.FULFIL_ALL:
      case JobKind.REJECT_ALL: {
        const reactions = heap.owned(first, Role.REACTIONS);
        if (heap.slotCount(reactions) !== QUEUE_SLOTS) bad('a job of no reactions');
        if (heap.raw(slotAt(reactions, QUEUE_COUNT)) === 0) bad('a job of no reactions');
        heap.anyValue(second);
        heap.anyValue(third);
        return;
      }
      default:
        bad(`there is no job of kind ${kind}`);
    }
  }

  /** The offset of a module variable among all. */
  #checkGlobal(offset: number): void {
    const { globalsBase, globalsEnd } = this.#image;
    const isInside = offset >= 0 && offset < globalsEnd - globalsBase && offset % 8 === 0;
    if (!isInside && offset !== -1) bad(`a Task starts at ${offset}, which is no variable`);
  }

  // ---- Objects made on demand ----

  #checkBuiltins(): void {
    const heap = this.#heap;
    const { list, slots } = this.#list(R_BUILTINS, heap.constants.builtins.length);
    for (let index = 0; index < slots; index++) {
      const slot = slotAt(list, index);
      if (heap.isHole(slot)) continue;
      if (heap.u32(slot + 4) < TAG_OBJECT) bad('a builtin is no object');
      heap.value(slot);
    }
  }

  #checkHelpers(): void {
    const heap = this.#heap;
    const { list, slots } = this.#list(R_HELPERS, LibraryHelper.COUNT);
    for (let index = 0; index < slots; index++) {
      const slot = slotAt(list, index);
      if (heap.isUndefined(slot)) continue;
      if (heap.u32(slot + 4) !== TAG_FUNCTION) bad('a helper is no function');
      heap.value(slot);
    }
  }

  // ---- Root Tasks ----

  #checkTasks(): void {
    const heap = this.#heap;
    const table = this.#header.u32(R_ROOT_TASKS);
    if (this.#header.u32(R_ROOT_TASKS + 4) !== TAG_INTERNAL) bad('there are no Tasks');
    heap.own(table, Role.OWNED);
    let count = 0;
    checkTable(heap, table, (entry) => {
      count++;
      heap.value(entry);
      const record = heap.owned(entry + ENTRY_VALUE, Role.OWNED);
      heap.slotCount(record, TASK_SLOTS);
      for (const number of [TASK_STEPS, TASK_LIMIT]) {
        heap.anyValue(slotAt(record, number));
        if (heap.u32(slotAt(record, number) + 4) >= TAG_SPECIAL) bad('a Task counts no steps');
      }
      heap.anyValue(slotAt(record, TASK_PROMISE));
      heap.rawUpTo(slotAt(record, TASK_ENDING), Ending.COUNT - 1);
    });
    if (this.#header.u32(H_LIVE_TASKS) < count) bad('there are more Tasks than are counted');
  }

  /** Jobs that were switched away: their Tasks in order, and a record of each: stack, pc and frame, jobs that wait for it. */
  #checkTorn(): void {
    const heap = this.#heap;
    const { list } = this.#list(R_TORN, TORN_TABLE + 1);
    const inOrder = new Set<number>();
    let count = 0;
    checkQueue(heap, heap.owned(slotAt(list, TORN_QUEUE), Role.OWNED), (entry) => {
      inOrder.add(this.#number(entry));
      count++;
      for (const other of [8, 16, 24]) heap.anyValue(entry + other);
    });
    const table = heap.owned(slotAt(list, TORN_TABLE), Role.OWNED);
    checkTable(heap, table, (entry) => {
      count--;
      if (!inOrder.has(this.#number(entry))) bad('a torn job has no turn');
      const record = heap.owned(entry + ENTRY_VALUE, Role.OWNED);
      heap.slotCount(record, TORN_SLOTS);
      if (heap.u32(slotAt(record, TORN_STACK) + 4) !== TAG_INTERNAL) bad('a torn job has no stack');
      const stack = heap.u32(slotAt(record, TORN_STACK));
      const place = slotAt(record, TORN_PLACE);
      if (heap.u32(place + 4) >= TAG_SPECIAL) bad('a torn job is nowhere');
      this.#frames.checkStack(stack, stack + heap.u32(place + 4), heap.u32(place), false);
      const jobs = slotAt(record, TORN_JOBS);
      if (!heap.isUndefined(jobs)) {
        checkQueue(heap, heap.owned(jobs, Role.OWNED), (job) => this.#checkJob(job));
      }
    });
    if (count !== 0) bad('torn jobs are counted wrong');
  }

  // ---- The host ----

  #checkPending(): void {
    const heap = this.#heap;
    const table = this.#header.u32(R_PENDING);
    if (this.#header.u32(R_PENDING + 4) !== TAG_INTERNAL) bad('there are no host calls');
    heap.own(table, Role.OWNED);
    let count = 0;
    checkTable(heap, table, (entry) => {
      count++;
      const id = this.#number(entry);
      if (!(id >= 0 && id < this.#header.u32(H_NEXT_CALL_ID))) bad('a host call has an odd number');
      const record = heap.owned(entry + ENTRY_VALUE, Role.OWNED);
      heap.slotCount(record, PENDING_SLOTS);
      this.#promise(slotAt(record, PENDING_PROMISE));
      this.#messages.claim(slotAt(record, PENDING_ARGUMENTS));
      const called = slotAt(record, PENDING_CALLED);
      if (heap.u32(called) >= this.#image.imports.length || heap.u32(called + 4) > MAX_ID) {
        bad('a host call calls nothing');
      }
    });
    if (count !== this.#header.u32(H_PENDING_CALLS)) bad('host calls are counted wrong');
  }

  #number(slot: number): number {
    numbers.setUint32(0, this.#heap.u32(slot), true);
    numbers.setUint32(4, this.#heap.u32(slot + 4), true);
    return numbers.getFloat64(0, true);
  }

  #checkInbox(): void {
    const heap = this.#heap;
    const { list } = this.#list(R_INBOX, INBOX_SLOTS);
    const count = heap.raw(slotAt(list, INBOX_COUNT));
    let link = slotAt(list, INBOX_FIRST);
    let last = 0;
    for (let left = count; left > 0; left--) {
      last = heap.owned(link, Role.OWNED);
      heap.slotCount(last, MESSAGE_SLOTS);
      this.#checkMessage(last);
      link = slotAt(last, MESSAGE_NEXT);
    }
    const end = slotAt(list, INBOX_LAST);
    const isEnd =
      count === 0
        ? heap.isUndefined(end)
        : heap.isUndefined(link) && heap.u32(end + 4) === TAG_INTERNAL && heap.u32(end) === last;
    if (!isEnd) bad('messages are counted wrong');
  }

  #checkMessage(message: number): void {
    const heap = this.#heap;
    const kind = heap.u32(slotAt(message, MESSAGE_KIND));
    if (heap.u32(slotAt(message, MESSAGE_KIND) + 4) > MAX_ID) bad('a message has an odd number');
    const extra = heap.raw(slotAt(message, MESSAGE_EXTRA));
    this.#optionalMessage(slotAt(message, MESSAGE_CONTENT));
    if (kind === Inbox.START) this.#checkGlobal(extra === NO_ENTRY ? -1 : extra);
    else if (kind !== Inbox.ANSWER && kind !== Inbox.ANSWER_THROW) bad('an odd message');
  }

  /** The host has read it: an image has nothing in it. */
  #checkOutbox(): void {
    const { list, slots } = this.#list(R_OUTBOX, OUTBOX_FIRST + OUTBOX_SLOTS);
    this.#heap.rawUpTo(slotAt(list, 0), 0);
    this.#opaque(slotAt(list, OUTBOX_FIRST), slotAt(list, slots));
  }

  /** A table of records by id, and a heap of the same records. */
  #checkTimers(): void {
    const heap = this.#heap;
    const { list } = this.#list(R_TIMERS, TIMERS_SLOTS);
    const count = heap.raw(slotAt(list, TIMERS_COUNT));
    const records = new Map<number, number>();
    checkList(
      heap,
      slotAt(list, TIMERS_HEAP),
      (slot) => {
        const record = heap.owned(slot, Role.OWNED);
        this.#checkTimer(record, records.size);
        records.set(heap.u32(slotAt(record, TIMER_ID)), record);
      },
      count,
    );
    let left = count;
    checkTable(heap, heap.owned(slotAt(list, TIMERS_TABLE), Role.OWNED), (entry) => {
      left--;
      heap.internal(entry + ENTRY_VALUE, Role.OWNED);
      const record = records.get(this.#number(entry));
      if (record !== heap.u32(entry + ENTRY_VALUE)) bad('a timer has two records');
    });
    if (left !== 0) bad('timers are counted wrong');
  }

  #checkTimer(record: number, place: number): void {
    const heap = this.#heap;
    heap.slotCount(record, TIMER_SLOTS);
    for (const number of [TIMER_DEADLINE, TIMER_INTERVAL]) {
      const slot = slotAt(record, number);
      if (heap.u32(slot + 4) >= TAG_SPECIAL) bad('a timer has no time');
      heap.anyValue(slot);
    }
    const callback = slotAt(record, TIMER_CALLBACK);
    if (heap.u32(callback + 4) !== TAG_FUNCTION) bad('a timer calls nothing');
    heap.value(callback);
    if (heap.u32(slotAt(record, TIMER_SEQUENCE) + 4) >= TAG_SPECIAL) bad('a timer has no turn');
    heap.raw(slotAt(record, TIMER_ID));
    heap.rawUpTo(slotAt(record, TIMER_TASK), MAX_ID);
    if (heap.raw(slotAt(record, TIMER_PLACE)) !== place) bad('a timer is at another place');
  }
}

const numbers = new DataView(new ArrayBuffer(8));
