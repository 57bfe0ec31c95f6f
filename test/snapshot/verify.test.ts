/** Images that contradict themselves, one lie at a time: each is refused with a reason that names it. */
import { type Program, Runtime, Vm } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import * as layout from '../../assembly/layouts';
import * as map from '../../assembly/memory-map';
import { FRAME_FUNCTION } from '../../assembly/memory-map';
import { ClassId } from '../../assembly/names';
import {
  SPECIAL_HOLE,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_SPECIAL,
  TAG_STRING,
  TAG_SYMBOL,
} from '../../assembly/value';
import { Work } from '../../assembly/work-kinds';
import { slotAt } from '../../src/snapshot/verify/heap';
import { BadImage, verifyImage } from '../../src/snapshot/verify/index';
import { Forgery } from './forgery';
import { compile, never } from './support';

// ---- A sample with a bit of everything ----

const program = compile(`
  import { ask } from 'host:';
  class Point { constructor(x) { this.x = x; } get twice() { return this.x * 2; } }
  const rope = ['left ' .repeat(20), 'right '.repeat(20)];
  export const pair = [[41], [42]];
  export const seen = new Map([['a', 1], ['b', new Point(2)]]);
  const text = rope[0] + rope[1] + 'ä→';
  const described = Symbol('described');
  const record = { [described]: 1, list: [1, , 'three'], error: new Error('kept') };
  async function chain(n) { return n === 0 ? await ask({ record: n }) : await chain(n - 1); }
  function deep(n) { let own = 0; const count = () => { own++; return own; }; if (n > 0) return deep(n - 1); for (;;) count(); }
  export async function main() {
    for (const key of ['made ', 'up ']) record[key + seen.size] = key;
    setTimeout(() => {}, 1000);
    const waiting = chain(2);
    await null;
    const iterator = seen.entries();
    iterator.next();
    deep(3);
    return [waiting, iterator, record, text];
  }`);

function snapshotOf(program: Program): Uint8Array {
  const runtime = new Runtime({ manual: true });
  const vm = new Vm({ runtime, capabilities: { ask: never } });
  vm.loadBytecode(program);
  vm.runEntry('main').catch(() => {});
  vm.step(5000);
  const { bytes } = vm.snapshot({ code: 'reference' });
  vm.terminate();
  runtime.close();
  return bytes;
}

const bytes = snapshotOf(program);
const sample = (): Forgery => new Forgery(bytes);
const shapeRecord = (image: Forgery, index: number): number =>
  image.pointer(map.R_SHAPES) + layout.HEADER_SIZE + index * layout.SHAPE_BYTES;
const classOf = (image: Forgery, object: number): number =>
  image.u32(shapeRecord(image, image.u32(object + 4)) + layout.SHAPE_LAYOUT) & 0xff;

/** Everything that guest code holds and that has a shape. */
function objectOf(image: Forgery, classId: ClassId, isIt = (_object: number) => true): number {
  const count = image.u32(map.H_SHAPES);
  return image.find(
    (object, kind) =>
      kind === layout.KIND_SLOTS &&
      image.u32(object + 4) >= layout.FIRST_SHAPE &&
      image.u32(object + 4) < count &&
      classOf(image, object) === classId &&
      isIt(object),
  );
}

const promiseThatWaits = (image: Forgery): number =>
  objectOf(
    image,
    ClassId.PROMISE,
    (object) => image.u32(object + layout.PROMISE_COROUTINE + 4) === TAG_INTERNAL,
  );
const coroutine = (image: Forgery): number =>
  image.pointer(promiseThatWaits(image) + layout.PROMISE_COROUTINE);

function flatString(image: Forgery): number {
  const [first] = interned(image);
  return first!;
}

const mapTable = (image: Forgery): number =>
  image.pointer(objectOf(image, ClassId.MAP) + layout.COLLECTION_TABLE);
const topFrame = (image: Forgery): number => image.u32(map.H_FP);
const callerOf = (image: Forgery, frame: number): number =>
  frame - ((image.u32(frame + 4) >>> 16) & 0x1fff) * 8;

function interned(image: Forgery): Set<number> {
  const table = image.pointer(map.R_INTERN);
  const found = new Set<number>();
  for (let slot = table + layout.INTERN_SLOTS; slot < table + image.size(table); slot += 8) {
    if (image.u32(slot + 4) === TAG_STRING) found.add(image.u32(slot));
  }
  return found;
}

// ---- The lies ----

type Lie = [name: string, tell: (image: Forgery) => void, reason: RegExp];

const lies: Record<string, Lie[]> = {
  'the header': [
    ['another magic', (i) => i.add(map.H_MAGIC, 1), /magic/],
    ['another version', (i) => i.add(map.H_VERSION, 1), /version of the region/],
    ['a heap that begins elsewhere', (i) => i.add(map.H_CACHE_BASE, 8), /start of the caches/],
    ['constants that end elsewhere', (i) => i.add(map.H_CONSTANTS_END, 8), /constants end nowhere/],
    ['a knob of tests', (i) => i.setU32(map.H_KNOB_COLLECT, 1), /knob/],
    ['a collection in the middle', (i) => i.setU32(map.H_GC_PHASE, 1), /phase of a collection/],
    ['negative steps', (i) => i.setF64(map.H_STEPS, -1), /number of steps/],
    ['half a step', (i) => i.setF64(map.H_STEPS, 0.5), /number of steps/],
    [
      'steps that are owed without end',
      (i) => i.setU32(map.H_CHARGE, 0xfff00000),
      /still to be charged/,
    ],
    ['a slice of a step and a half', (i) => i.setF64(map.H_STEPS_PER_SLICE, 1.5), /has 1.5 steps/],
    ['a slice of no steps', (i) => i.setF64(map.H_STEPS_PER_SLICE, 0), /a slice has no steps/],
    ['a clock that goes backwards', (i) => i.setF64(map.H_CLOCK, -1), /odd clock/],
    ['an epoch that is none', (i) => i.setF64(map.H_EPOCH, Number.POSITIVE_INFINITY), /odd epoch/],
    ['no cap', (i) => i.setF64(map.H_MAX_HEAP, Number.POSITIVE_INFINITY), /the cap is/],
    ['a checkpoint that is never due', (i) => i.setF64(map.H_CHECKPOINT, 1e15), /never due/],
    ['less in use than there is', (i) => i.setF64(map.H_FOUND_DEAD, 1e9), /in use/],
    ['bytes that are not counted', (i) => i.setF64(map.H_UNCOUNTED, 1e9), /not counted/],
    ['a job without its end', (i) => i.setU32(map.H_JOBEND, 0), /end of jobs/],
    ['no shapes', (i) => i.setU32(map.H_SHAPES, 0), /no shapes/],
    ['more shapes than records', (i) => i.add(map.H_SHAPES, 1000), /fewer than/],
    ['no error for want of memory', (i) => i.setUndefined(map.R_OOM_ERROR), /want of memory/],
    [
      'a result that is left over',
      (i) => i.setSlot(map.R_RESULT, 1, TAG_SPECIAL),
      /holds something/,
    ],
    ['an answer of an unknown kind', (i) => i.setU32(map.H_ANSWER, 99), /state of an answer/],
    ['a host call more than there are', (i) => i.add(map.H_PENDING_CALLS, 1), /counted wrong/],
    ['fewer Tasks than there are', (i) => i.setU32(map.H_LIVE_TASKS, 0), /more Tasks than/],
  ],
  'the heap': [
    [
      'an object that reaches beyond the top',
      (i) => i.setU32(topObject(i), 0x7ffffff8),
      /no object at/,
    ],
    [
      'an object smaller than its header',
      (i) => i.setU32(i.u32(map.H_HEAP_BASE), 0),
      /no object at/,
    ],
    ['an object of no kind', (i) => i.add(i.u32(map.H_HEAP_BASE), 5), /no object at/],
    ['a pointer into an object', (i) => i.add(global(i, TAG_OBJECT), 8), /is no object/],
    [
      'a pointer beyond the heap',
      (i) => i.setU32(global(i, TAG_OBJECT), 0x7ffffff8),
      /is no object/,
    ],
    [
      'an object that is called an array',
      (i) => i.setU32(global(i, TAG_OBJECT) + 4, TAG_ARRAY),
      /another kind/,
    ],
    [
      'an object that is called a function',
      (i) => i.setU32(global(i, TAG_OBJECT) + 4, TAG_FUNCTION),
      /another kind/,
    ],
    [
      'an object that is called a string',
      (i) => i.setU32(global(i, TAG_OBJECT) + 4, TAG_STRING),
      /is no rope/,
    ],
    [
      'a variable that holds an internal object',
      (i) => i.setU32(global(i, TAG_OBJECT) + 4, TAG_INTERNAL),
      /no known kind/,
    ],
    [
      'a special value that is none',
      (i) => i.setSlot(global(i, TAG_OBJECT), 77, TAG_SPECIAL),
      /no special value 77/,
    ],
    ['a second NaN', (i) => i.setSlot(global(i, TAG_OBJECT), 1, 0x7ff80000), /the one NaN/],
    [
      'a string in the code area',
      (i) => i.setSlot(global(i, TAG_OBJECT), map.CODE + 8, TAG_STRING),
      /is no string/,
    ],
    [
      'a symbol in the code area',
      (i) => i.setSlot(global(i, TAG_OBJECT), map.CODE + 8, TAG_SYMBOL),
      /is no symbol/,
    ],
  ],
  strings: [
    [
      'a longer text than its bytes',
      (i) => i.add(flatString(i) + 8, 100),
      /has another length than it says/,
    ],
    [
      'a string that is of no kind',
      (i) => i.setU32(flatString(i) + 4, 0xff),
      /a key that is not interned/,
    ],
    ['a rope that is longer than its parts', (i) => i.add(rope(i) + 8, 1), /is not its parts/],
    ['a rope of numbers', (i) => i.setSlot(rope(i) + 16, 0, 0), /a part that is no string/],
    [
      'an intern table of an odd size',
      (i) => shorten(i, i.pointer(map.R_INTERN)),
      /intern table has an odd size/,
    ],
    [
      'a string that is not interned in the table',
      (i) => notInterned(i),
      /a key that is not interned/,
    ],
    [
      'another number of interned strings',
      (i) => i.add(i.pointer(map.R_INTERN) + layout.INTERN_LIVE, 1),
      /another number/,
    ],
  ],
  shapes: [
    [
      'an object of a shape that is not there',
      (i) => i.setU32(objectOf(i, ClassId.MAP) + 4, 60_000),
      /no shape 60000/,
    ],
    [
      'an object with the shape of another',
      (i) => i.setU32(objectOf(i, ClassId.MAP) + 4, i.u32(map.H_SHAPE_ARRAY)),
      /of another kind/,
    ],
    [
      'a shape of an unknown class',
      (i) => i.setU32(someShape(i) + layout.SHAPE_LAYOUT, 0xff),
      /no known class/,
    ],
    [
      'a shape with fewer internal slots',
      (i) => i.add(shapeRecord(i, i.u32(map.H_SHAPE_ARRAY)) + layout.SHAPE_LAYOUT + 4, -1),
      /no known class/,
    ],
    [
      'a shape with more keys than its list',
      (i) => i.add(someShape(i) + layout.SHAPE_COUNT, 1),
      /fewer keys than it says/,
    ],
    ['a prototype that is a number', (i) => i.setSlot(someShape(i), 0, 0), /has no prototype/],
    ['an object among its own prototypes', (i) => prototypeOfItself(i), /its own prototypes/],
    [
      'shapes of arrays that are none',
      (i) => i.setU32(map.H_SHAPE_ARRAY, i.u32(map.H_SHAPE_FUNCTION)),
      /not of the class/,
    ],
  ],
  objects: [
    [
      'elements that are no list',
      (i) => i.setSlot(objectOf(i, ClassId.ARRAY) + layout.ARRAY_ELEMENTS, 8, 0),
      /nothing internal/,
    ],
    [
      'a longer array than its elements',
      (i) => i.setU32(withElements(i) + layout.ARRAY_LENGTH, 0x100000),
      /more than \d/,
    ],
    ['two arrays with the same elements', (i) => sharedElements(i), /two owners/],
    [
      'a function without code',
      (i) => i.add(withCaptures(i) + layout.FUNCTION_TEMPLATE, 4),
      /has no code/,
    ],
    [
      'a function that captures something else',
      (i) => i.setSlot(withCaptures(i) + layout.FUNCTION_CAPTURES, 0, 0),
      /nothing internal/,
    ],
    [
      'a captured stack of nothing',
      (i) => i.setSlot(objectOf(i, ClassId.ERROR) + layout.ERROR_CAPTURED_STACK, 0, 0),
      /nothing internal/,
    ],
    [
      'a promise in no state',
      (i) => i.setU32(promiseThatWaits(i) + layout.PROMISE_STATE, 9),
      /holds 9, more than 2/,
    ],
    [
      'an iterator behind its table',
      (i) => i.setU32(mapIterator(i) + layout.ITERATOR_INDEX, 1000),
      /behind the end/,
    ],
  ],
  tables: [
    [
      'more entries than room',
      (i) => i.setU32(slotAt(mapTable(i), layout.TABLE_USED), 1000),
      /more entries than room/,
    ],
    [
      'a count that is wrong',
      (i) => i.add(slotAt(mapTable(i), layout.TABLE_COUNT), 1),
      /counts wrong/,
    ],
    [
      'a bucket that leads out of the table',
      (i) => i.setU32(mapTable(i) + layout.TABLE_BUCKETS, 1000),
      /out of itself/,
    ],
    ['a chain that goes round', (i) => chainToItself(i), /round in circles/],
    [
      'a table that took over and is older',
      (i) =>
        i.setSlot(slotAt(mapTable(i), layout.TABLE_NEXT), i.u32(map.H_HEAP_BASE), TAG_INTERNAL),
      /followed by an older one/,
    ],
  ],
  frames: [
    [
      'a frame beside its stack',
      (i) => i.setU32(map.H_FP, i.u32(map.H_HEAP_BASE)),
      /not on its stack/,
    ],
    ['a frame between two slots', (i) => i.add(map.H_FP, 4), /not on its stack/],
    ['a pc within an instruction', (i) => i.add(map.H_PC, 4), /no instruction of the function/],
    [
      'a pc in another function',
      (i) => i.setU32(map.H_PC, map.CODE),
      /no instruction of the function/,
    ],
    [
      'a frame that runs no function',
      (i) => i.setU32(topFrame(i) + FRAME_FUNCTION + 4, TAG_OBJECT),
      /runs no function/,
    ],
    ['a caller that is no frame', (i) => i.add(topFrame(i) + 4, 1 << 16), /runs no function/],
    ['a return to somewhere', (i) => i.add(topFrame(i), 8), /calls nothing/],
    [
      'a result for another register',
      (i) => i.add(callerOf(i, topFrame(i)) + 4, 8),
      /wrong register/,
    ],
    ['a cell that is a number', (i) => cellToNumber(i), /nothing internal/],
    ['a stack without a limit', (i) => i.add(map.H_STACK_LIMIT, 8), /no limit/],
    [
      'a stack that is used further',
      (i) => i.add(i.pointer(map.R_STACK) + 4, 8),
      /beyond its frames/,
    ],
    ['a job on no stack', (i) => i.setUndefined(map.R_STACK), /on no stack/],
    [
      'an exception on its way from nowhere',
      (i) => {
        i.setU32(map.H_WORK, Work.UNWIND);
        i.add(map.H_PC, 2);
      },
      /can have thrown/,
    ],
    [
      'an async call that does not wait',
      (i) => i.add(slotAt(coroutine(i), layout.COROUTINE_PC), 8),
      /does not wait/,
    ],
    [
      'an async call of a function that is not async',
      (i) =>
        i.setSlot(slotAt(coroutine(i), layout.COROUTINE_FUNCTION), withCaptures(i), TAG_FUNCTION),
      /not async/,
    ],
    [
      'registers of an async call that are gone',
      (i) =>
        i.setSlot(slotAt(coroutine(i), layout.COROUTINE_REGISTERS), SPECIAL_HOLE + 2, TAG_SPECIAL),
      /no special value/,
    ],
  ],
};

function topObject(image: Forgery): number {
  let last = 0;
  try {
    image.find((object) => {
      last = object;
      return false;
    });
  } catch {
    return last;
  }
  return last;
}

/** A variable of a module that holds a value with this tag. */
function global(image: Forgery, tag: number): number {
  for (let slot = image.u32(map.H_GLOBALS_BASE); slot < image.u32(map.H_GLOBALS_END); slot += 8) {
    if (image.u32(slot + 4) === tag && image.u32(slot) >= image.u32(map.H_HEAP_BASE)) return slot;
  }
  throw new Error('no variable holds such a value');
}

function rope(image: Forgery): number {
  return image.find(
    (object, kind) =>
      kind === layout.KIND_SLOTS &&
      image.size(object) === layout.ROPE_BYTES &&
      (image.u32(object + 4) & layout.STRING_ROPE) !== 0 &&
      image.u32(object + 4) < layout.FIRST_SHAPE + 8 &&
      image.u32(object + 20) === TAG_STRING,
  );
}

function shorten(image: Forgery, table: number): void {
  const size = image.size(table);
  image.add(table, -8);
  image.setSlot(table + size - 8, 8 | layout.KIND_FREE, 0);
}

function notInterned(image: Forgery): void {
  const strings = interned(image);
  const [first] = strings;
  image.setU32(first! + 4, image.u32(first! + 4) & ~layout.STRING_INTERNED);
}

/** A shape of plain objects with a key. */
function someShape(image: Forgery): number {
  for (let index = image.u32(map.H_SHAPES) - 1; index >= layout.FIRST_SHAPE; index--) {
    const record = shapeRecord(image, index);
    const [classId, count] = [
      image.u32(record + layout.SHAPE_LAYOUT) & 0xff,
      image.u32(record + layout.SHAPE_COUNT),
    ];
    if (
      classId === ClassId.OBJECT &&
      count > 0 &&
      image.u32(record + layout.SHAPE_KEYS) >= image.u32(map.H_HEAP_BASE)
    )
      return record;
  }
  throw new Error('there is no such shape');
}

function prototypeOfItself(image: Forgery): void {
  const object = objectOf(image, ClassId.MAP);
  image.setSlot(shapeRecord(image, image.u32(object + 4)), object, TAG_OBJECT);
}

const withElements = (image: Forgery): number =>
  objectOf(
    image,
    ClassId.ARRAY,
    (array) => image.u32(array + layout.ARRAY_ELEMENTS + 4) === TAG_INTERNAL,
  );

/** The array that begins with a number. */
const arrayOf = (image: Forgery, first: number): number =>
  objectOf(image, ClassId.ARRAY, (array) => {
    const elements = array + layout.ARRAY_ELEMENTS;
    return (
      image.u32(elements + 4) === TAG_INTERNAL &&
      image.f64(image.u32(elements) + layout.HEADER_SIZE) === first
    );
  });

function sharedElements(image: Forgery): void {
  const [first, second] = [arrayOf(image, 41), arrayOf(image, 42)];
  image.setU32(second + layout.ARRAY_ELEMENTS, image.u32(first + layout.ARRAY_ELEMENTS));
}

const withCaptures = (image: Forgery): number =>
  objectOf(
    image,
    ClassId.FUNCTION,
    (object) =>
      image.size(object) > layout.FUNCTION_CAPTURES &&
      image.u32(object + layout.FUNCTION_CAPTURES + 4) === TAG_INTERNAL,
  );
const mapIterator = (image: Forgery): number => objectOf(image, ClassId.ITERATOR);

function chainToItself(image: Forgery): void {
  const table = mapTable(image);
  const capacity = image.u32(slotAt(table, layout.TABLE_CAPACITY));
  const first = table + layout.TABLE_BUCKETS + 4 * capacity;
  image.setU32(first + layout.ENTRY_CHAIN, 1);
}

/** The nearest register that holds the variable a closure counts. */
function cellToNumber(image: Forgery): void {
  const stack = image.pointer(map.R_STACK);
  let end = stack + image.u32(stack + 4);
  for (let frame = topFrame(image); frame !== callerOf(image, frame); ) {
    for (let slot = frame + map.FRAME_THIS; slot < end; slot += 8) {
      if (image.u32(slot + 4) !== TAG_INTERNAL) continue;
      image.setSlot(slot, 0, 0);
      return;
    }
    end = frame;
    frame = callerOf(image, frame);
  }
  throw new Error('no frame has such a variable');
}

// ---- The tests ----

const verify = (image: Forgery): void => verifyImage(image.parts, program.image());

test('the sample itself is an image that can run', () => {
  expect(() => verify(sample())).not.toThrow();
});

for (const [where, told] of Object.entries(lies)) {
  describe(`lies about ${where}`, () => {
    test.each(told)('%s', (_name, tell, reason) => {
      const image = sample();
      tell(image);
      expect(() => verify(image)).toThrow(BadImage);
      expect(() => verify(image)).toThrow(reason);
    });
  });
}
