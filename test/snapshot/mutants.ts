/**
 * Snapshots that a stranger might send: real ones with words of their images changed to what fits best into the wrong places, the checksum
 * right again.
 */
import { type Program, Runtime, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { checksum } from '../../src/snapshot/codec';
import { decodeHead } from '../../src/snapshot/format';
import { randomIntegers } from '../harness/random';

const HEAD_BYTES = 88;
const HEADER_SECTION = 2;
const BODY_SECTION = 3;

/** A real snapshot, and the program that it is of. */
export interface Sample {
  readonly name: string;
  readonly program: Program;
  readonly bytes: Uint8Array;
}

/** Programs whose state has a bit of everything. */
const sources: Record<string, string> = {
  loop: `
    export function main() {
      const table = new Map();
      let text = '';
      const rows = [];
      for (let i = 0; ; i++) {
        const key = 'k' + (i % 50);
        table.set(key, { i, text, [Symbol.iterator]: null });
        text = (text + key + 'ä→').slice(-200) + key;
        rows.push([i, key, () => i]);
        if (rows.length > 40) rows.shift();
      }
    }`,
  waiting: `
    import { ask } from 'host:';
    class Node { #none; constructor(next) { this.next = next; } get depth() { return this.next ? this.next.depth + 1 : 0; } }
    async function chain(n) { try { return n === 0 ? await ask({ n, list: [1, , 3] }) : await chain(n - 1); } finally { done++; } }
    let done = 0;
    export async function main() {
      let head = null;
      for (let i = 0; i < 30; i++) head = new Node(head);
      setTimeout(() => { done += 100; }, 50);
      setInterval(() => { done += 1; }, 70);
      const all = await Promise.all([chain(3), chain(5), ask('b'), new Promise((resolve) => setTimeout(resolve, 10, 7))]);
      return [all, head.depth, done];
    }`.replace('#none; ', ''),
  sorting: `
    export async function main() {
      const items = Array.from({ length: 300 }, (_, i) => ({ key: (i * 7919) % 301, name: 'n' + i }));
      const set = new Set();
      function* none() {}
      for (;;) {
        items.sort((a, b) => { set.add(a.key); for (const k of set) if (k === b.key) break; return a.key - b.key; });
        for (const [k, v] of new Map(items.map((item) => [item.name, item])).entries()) if (v.key === 3) set.delete(v.key);
        const copy = JSON.parse(JSON.stringify(items.slice(0, 20)));
        try { if (copy.length !== 20) throw new RangeError('lost'); null.x; } catch (error) { set.add(error.message); }
        items.reverse();
      }
    }`.replace('function* none() {}', ''),
  marshalling: `
    import { send } from 'host:';
    export function main() {
      const records = Array.from({ length: 400 }, (_, i) => ({ id: i, tags: ['a', 'b' + i], at: new Map([[i, { i }]]), text: 'x'.repeat(i) }));
      for (;;) send(records, new Set(records), new Error('e'));
    }`,
  torn: `
    import { ask } from 'host:';
    let turns = 0;
    const fibonacci = (n) => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
    export async function main(text = 'main') {
      const answers = [];
      queueMicrotask(() => turns++);
      ask(text).then((answer) => answers.push(answer));
      for (let i = 0; ; i++) {
        Promise.resolve(text + i).then((value) => answers.push(value));
        fibonacci(9);
        if (i % 3 === 0) await null;
        if (answers.length > 20) answers.length = 0;
      }
    }`,
};

/** Of this one, several Tasks take turns, each torn where its slice ends; more are always on their way in. */
const TORN = 'torn';

const compiler = new Compiler({ check: 'off' });

/** Snapshots of all programs at many places. */
export function samples(places: number): Sample[] {
  const runtime = new Runtime({ manual: true });
  const found: Sample[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const program = compiler.compileString(source);
    const isTorn = name === TORN;
    const vm = new Vm({
      runtime,
      capabilities: hostOf(),
      ...(isTorn ? { stepsPerSlice: 70 } : {}),
    });
    vm.loadBytecode(program);
    const start = (...args: unknown[]) => vm.runEntry('main', args).catch(() => {});
    start();
    const steps = randomIntegers(9000, places, source.length);
    for (let place = 0; place < places; place++) {
      vm.step(1 + steps[place]!);
      if (isTorn) for (let n = 0; n < 2; n++) start(`${name} ${place} ${n}`);
      const { bytes } = vm.snapshot({ code: 'reference' });
      found.push({ name: `${name} ${place}`, program, bytes });
    }
    vm.terminate();
  }
  return found;
}

export const hostOf = () => ({ ask: () => new Promise(() => {}), send: () => 0, log: () => {} });

/** Draws numbers below a limit. */
export type Random = (limit: number) => number;

/** A mutant of a sample: some words changed, the checksum right. */
export function mutate({ bytes }: Sample, random: Random): Uint8Array {
  const mutant = bytes.slice();
  const { stored } = decodeHead(mutant);
  const view = new DataView(mutant.buffer);
  const [header, body] = [HEADER_SECTION, BODY_SECTION].map((kind) => sectionOf(view, kind));
  const changes = 1 + random(random(8) === 0 ? 20 : 3);
  for (let change = 0; change < changes; change++) {
    const section = random(6) === 0 ? header! : body!;
    changeWord(view, section, body!, random);
  }
  view.setUint32(12, checksum(mutant.subarray(16, HEAD_BYTES + stored)), true);
  return mutant;
}

interface Span {
  readonly start: number;
  readonly words: number;
}

function sectionOf(view: DataView, wanted: number): Span {
  for (let index = 0; ; index++) {
    const at = HEAD_BYTES + 4 + 12 * index;
    if (view.getUint32(at, true) !== wanted) continue;
    const start = HEAD_BYTES + view.getUint32(at + 4, true);
    return { start, words: view.getUint32(at + 8, true) >>> 2 };
  }
}

/** Half of what is tried comes from elsewhere in the image: pointers to objects of other kinds, sizes, counts. */
function changeWord(view: DataView, section: Span, body: Span, random: Random): void {
  const slot = section.start + 8 * random(section.words >>> 1);
  const at = slot + 4 * random(2);
  const other = body.start + 8 * random(body.words >>> 1);
  switch (random(9)) {
    case 0:
    case 1:
    case 2:
      view.setUint32(slot, view.getUint32(other, true), true);
      view.setUint32(slot + 4, view.getUint32(other + 4, true), true);
      return;
    case 3:
      view.setUint32(slot, view.getUint32(other, true), true);
      return;
    case 4:
      view.setUint32(at, view.getUint32(at, true) ^ (1 << random(32)), true);
      return;
    case 5:
      view.setUint32(at, view.getUint32(at, true) + random(65) - 32, true);
      return;
    case 6:
      view.setUint32(at, [0, 1, 7, 8, 0xffffffff, 0x7fffffff, 0xfffa0000][random(7)]!, true);
      return;
    case 7:
      // Another kind of pointer to the same object.
      if (view.getUint32(slot + 4, true) >= 0xfffa0000) {
        view.setUint32(slot + 4, 0xfffa0000 + 0x10000 * random(6), true);
      } else view.setUint32(slot, random(0x10000), true);
      return;
    default:
      view.setUint32(slot, random(0x40000000), true);
      view.setUint32(slot + 4, random(2) === 0 ? 0 : 0xfff90000 + 0x10000 * random(7), true);
  }
}
