/** Images of moments that rarely last: torn jobs, messages on their way in, timers, long work in hand. Lies about them are refused, one at a time. */
import { type Program, Runtime, Vm, type VmOptions } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import * as layout from '../../assembly/layouts';
import * as map from '../../assembly/memory-map';
import { TAG_INTERNAL, TAG_SPECIAL } from '../../assembly/value';
import { Work } from '../../assembly/work-kinds';
import { BadImage, verifyImage } from '../../src/snapshot/verify/index';
import { Forgery } from './forgery';
import { compile, never } from './support';

interface Sample {
  readonly program: Program;
  readonly bytes: Uint8Array;
}

/** A snapshot of a program, at the first moment that is asked for. */
function sampleOf(
  source: string,
  isIt: (image: Forgery, vm: Vm) => boolean,
  slice: number,
  options: VmOptions = {},
): Sample {
  const program = compile(source);
  const runtime = new Runtime({ manual: true });
  const vm = new Vm({ runtime, capabilities: { ask: never }, ...options });
  vm.loadBytecode(program);
  const start = (...args: unknown[]) => vm.runEntry('main', args).catch(() => {});
  start('first');
  for (let round = 0; round < 1000; round++) {
    vm.step(slice);
    if (round < 3) start(`later ${round}`);
    const { bytes } = vm.snapshot({ code: 'reference' });
    if (!isIt(new Forgery(bytes), vm)) continue;
    vm.terminate();
    runtime.close();
    return { program, bytes };
  }
  throw new Error(`the moment never came: ${source}`);
}

const slotOf = (image: Forgery, list: number, index: number) => image.slot(list, index);

// ---- A crowd: several Tasks that are torn in turn ----

const inbox = (image: Forgery) => image.pointer(map.R_INBOX);
const message = (image: Forgery) => image.pointer(slotOf(image, inbox(image), layout.INBOX_FIRST));
const torn = (image: Forgery) => image.pointer(map.R_TORN);
const tornTable = (image: Forgery) => image.pointer(slotOf(image, torn(image), layout.TORN_TABLE));
const tornQueue = (image: Forgery) => image.pointer(slotOf(image, torn(image), layout.TORN_QUEUE));
/** The record in the first live entry of a table. */
function recordIn(image: Forgery, table: number): number {
  const capacity = image.u32(slotOf(image, table, layout.TABLE_CAPACITY));
  let value = table + layout.TABLE_BUCKETS + 4 * capacity + layout.ENTRY_VALUE;
  while (image.u32(value + 4) !== TAG_INTERNAL) value += layout.ENTRY_BYTES;
  return image.u32(value);
}
const tornRecord = (image: Forgery) => recordIn(image, tornTable(image));
const timers = (image: Forgery) => image.pointer(map.R_TIMERS);
const timer = (image: Forgery) =>
  recordIn(image, image.pointer(slotOf(image, timers(image), layout.TIMERS_TABLE)));
const job = (image: Forgery) => {
  const chunk = image.pointer(slotOf(image, image.pointer(map.R_JOBS), layout.QUEUE_FIRST));
  const taken = image.u32(slotOf(image, image.pointer(map.R_JOBS), layout.QUEUE_TAKEN));
  return slotOf(image, chunk, layout.CHUNK_SLOTS + taken * layout.QUEUE_ENTRY_SLOTS);
};

const crowd = sampleOf(
  `import { ask } from 'host:';
   const fibonacci = (n) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
   export async function main(text) {
     setTimeout(() => {}, 1000);
     setInterval(() => {}, 50);
     ask(text);
     for (;;) {
       Promise.resolve(text).then(() => {});
       Promise.resolve(text).then(() => {});
       fibonacci(8);
     }
   }`,
  (image, vm) => {
    const count = (queue: number) => image.u32(slotOf(image, queue, layout.QUEUE_COUNT));
    const isCrowd =
      count(tornQueue(image)) > 0 &&
      count(image.pointer(map.R_JOBS)) > 0 &&
      image.u32(map.H_WORK) === Work.NONE &&
      image.u32(slotOf(image, inbox(image), layout.INBOX_COUNT)) >= 2;
    if (!isCrowd && vm.tasks().length < 12) {
      for (let n = 0; n < 3; n++) vm.runEntry('main', [`more ${n}`]).catch(() => {});
    }
    return isCrowd;
  },
  170,
  { stepsPerSlice: 60 },
);

// ---- Work in hand ----

const inWork = (work: Work) => (image: Forgery) => image.u32(map.H_WORK) === work;

const flattening = sampleOf(
  `export function main() {
     for (let text = 'a', n = 0; ; n++) {
       let rope = text;
       for (let i = 0; i < 19; i++) rope += rope;
       if (rope.charCodeAt(n) !== 97) return;
     }
   }`,
  inWork(Work.FLATTEN),
  25,
);

const growing = sampleOf(
  `export function main() {
     for (;;) {
       const list = [];
       for (let i = 0; i < 100_000; i++) list.push(i);
     }
   }`,
  inWork(Work.GROW_ELEMENTS),
  400,
);

const rehashing = sampleOf(
  `export function main() {
     for (;;) {
       const table = new Map();
       for (let i = 0; i < 100_000; i++) table.set(i, i);
     }
   }`,
  inWork(Work.REHASH_TABLE),
  900,
);

const unwinding = sampleOf(
  `const deep = (n) => { if (n === 0) throw new Error('up'); return 1 + deep(n - 1); };
   export function main() { for (;;) try { deep(9000); } catch { } }`,
  inWork(Work.UNWIND),
  500,
);

// ---- The lies ----

type Lie = [name: string, tell: (image: Forgery) => void, reason: RegExp];

const cases: [where: string, sample: Sample, lies: Lie[]][] = [
  [
    'messages',
    crowd,
    [
      [
        'a message more than there is',
        (i) => i.add(slotOf(i, inbox(i), layout.INBOX_COUNT), 1),
        /holds nothing internal/,
      ],
      [
        'a message less',
        (i) => i.add(slotOf(i, inbox(i), layout.INBOX_COUNT), -1),
        /messages are counted wrong/,
      ],
      [
        'no first message',
        (i) => i.setUndefined(slotOf(i, inbox(i), layout.INBOX_FIRST)),
        /holds nothing internal/,
      ],
      [
        'no last message',
        (i) => i.setUndefined(slotOf(i, inbox(i), layout.INBOX_LAST)),
        /messages are counted wrong/,
      ],
      [
        'one that follows itself',
        (i) => i.setSlot(slotOf(i, message(i), layout.MESSAGE_NEXT), message(i), TAG_INTERNAL),
        /has two owners/,
      ],
      [
        'one of an unknown kind',
        (i) => i.setU32(slotOf(i, message(i), layout.MESSAGE_KIND), 9),
        /odd message/,
      ],
      [
        'one to a negative Task',
        (i) => i.setU32(slotOf(i, message(i), layout.MESSAGE_KIND) + 4, 0x80000000),
        /odd number/,
      ],
      [
        'a start at no variable',
        (i) => i.setU32(slotOf(i, message(i), layout.MESSAGE_EXTRA), 3),
        /variable|starts/,
      ],
      [
        'a message that is no message',
        (i) => i.setSlot(slotOf(i, message(i), layout.MESSAGE_CONTENT), inbox(i), TAG_INTERNAL),
        /has two roles/,
      ],
    ],
  ],
  [
    'torn jobs',
    crowd,
    [
      [
        'one more in the queue',
        (i) => i.add(slotOf(i, tornQueue(i), layout.QUEUE_COUNT), 1),
        /counts wrong/,
      ],
      [
        'a record less',
        (i) => i.add(slotOf(i, tornTable(i), layout.TABLE_COUNT), -1),
        /counts wrong/,
      ],
      [
        'a stack that is none',
        (i) => i.setSlot(slotOf(i, tornRecord(i), layout.TORN_STACK), inbox(i), TAG_INTERNAL),
        /is no stack/,
      ],
      [
        'the stack that runs',
        (i) =>
          i.setSlot(
            slotOf(i, tornRecord(i), layout.TORN_STACK),
            i.pointer(map.R_STACK),
            TAG_INTERNAL,
          ),
        /has two owners/,
      ],
      [
        'a place outside of the code',
        (i) => i.setU32(slotOf(i, tornRecord(i), layout.TORN_PLACE), 64),
        /no instruction/,
      ],
      [
        'a frame beyond the stack',
        (i) => i.setU32(slotOf(i, tornRecord(i), layout.TORN_PLACE) + 4, 0x100000),
        /not on its stack/,
      ],
      [
        'jobs that are no queue',
        (i) => i.setSlot(slotOf(i, tornRecord(i), layout.TORN_JOBS), timers(i), TAG_INTERNAL),
        /is no queue/,
      ],
    ],
  ],
  [
    'jobs',
    crowd,
    [
      ['of an unknown kind', (i) => i.setU32(job(i), 77), /no job of kind 77/],
      ['of a negative Task', (i) => i.setU32(job(i) + 4, 0xffff0000), /of no Task/],
      ['that start nothing', (i) => i.setU32(job(i), layout.JobKind.START), /no variable/],
      ['that settle nothing', (i) => i.setU32(job(i), layout.JobKind.SETTLE), /no promise/],
      ['that resume nothing', (i) => i.setU32(job(i), layout.JobKind.RESUME), /nothing internal/],
      ['of no reactions', (i) => i.setU32(job(i), layout.JobKind.FULFIL_ALL), /nothing internal/],
    ],
  ],
  [
    'timers',
    crowd,
    [
      ['one more', (i) => i.add(slotOf(i, timers(i), layout.TIMERS_COUNT), 1), /nothing internal/],
      ['one less', (i) => i.add(slotOf(i, timers(i), layout.TIMERS_COUNT), -1), /two records/],
      [
        'one whose place is another’s',
        (i) => i.add(slotOf(i, timer(i), layout.TIMER_PLACE), 1),
        /at another place/,
      ],
      [
        'one at no time',
        (i) => i.setUndefined(slotOf(i, timer(i), layout.TIMER_DEADLINE)),
        /a timer has no time/,
      ],
      [
        'one of another number',
        (i) => i.add(slotOf(i, timer(i), layout.TIMER_ID), 1),
        /two records/,
      ],
      ['none that is the next', (i) => i.setF64(map.H_TIMER_DUE, Number.NaN), /due at no time/],
    ],
  ],
  [
    'a rope that is being flattened',
    flattening,
    [
      ['of a kind of work that there is not', (i) => i.setU32(map.H_WORK, 99), /holds no count/],
      ['without the rope', (i) => i.setUndefined(map.R_WORK0), /flattens no text/],
      ['without what is filled', (i) => i.setUndefined(map.R_WORK1), /goes over no text/],
      ['further than it is long', (i) => i.setU32(map.H_WORK_CURSOR, 0x40000000), /behind its end/],
      [
        'with a way back that leads nowhere',
        (i) => i.setSlot(map.R_WORK2, i.pointer(map.R_SHAPES), TAG_INTERNAL),
        /has two owners/,
      ],
      ['that was to be a hash', (i) => i.setU32(map.H_WORK, Work.HASH), /no flat text/],
    ],
  ],
  [
    'elements that grow',
    growing,
    [
      ['of no array', (i) => i.setUndefined(map.R_WORK0), /goes over no object/],
      ['into nothing', (i) => i.setUndefined(map.R_WORK1), /lost what it fills/],
      ['into what is too small', (i) => i.setU32(map.R_WORK1, inbox(i)), /of another kind/],
      ['further than there are', (i) => i.setU32(map.H_WORK_CURSOR, 0x7ffffff8), /another part/],
    ],
  ],
  [
    'a table that is rehashed',
    rehashing,
    [
      ['of no table', (i) => i.setSlot(map.R_WORK0, 0, TAG_SPECIAL + 0x20000), /no table/],
      ['into nothing', (i) => i.setUndefined(map.R_WORK1), /grows into nothing/],
      ['at another slot', (i) => i.add(map.R_WORK2, 8), /no table/],
      ['to another size', (i) => i.add(map.R_WORK2, 3 << 16), /odd size/],
      ['beyond its end', (i) => i.setU32(map.H_WORK_CURSOR, 0x7fffffff), /behind its end/],
    ],
  ],
  [
    'an exception on its way',
    unwinding,
    [['with no job', (i) => i.setU32(map.H_FP, 0), /spare stack/]],
  ],
];

describe.each(cases)('lies about %s', (_where, { program, bytes }, lies) => {
  const verify = (image: Forgery): void => verifyImage(image.parts, program.image());

  test('none', () => {
    expect(() => verify(new Forgery(bytes))).not.toThrow();
  });

  test.each(lies)('%s', (_name, tell, reason) => {
    const image = new Forgery(bytes);
    tell(image);
    expect(() => verify(image)).toThrow(BadImage);
    expect(() => verify(image)).toThrow(reason);
  });
});
