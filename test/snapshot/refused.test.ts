/** BAD_SNAPSHOT says why. The Vm that was to be restored goes on as it was. */
import { Snapshot, Vm } from 'raya-vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { crc32, sha256 } from '../../src/bytecode/checksums';
import { randomIntegers } from '../harness/random';
import { badSnapshot, compile, from, makeRuntime, never, start, thrown, turn } from './support';

const program = compile(`
  import { ask } from 'host:';
  export async function main(n) { const kept = [n, { n }]; return [await ask(n), ...kept]; }
`);
const capabilities = { ask: never };

/** Places in the head of a snapshot (src/snapshot/format.ts). */
const VERSION = 8;
const FLAGS = 10;
const CHECKSUM = 12;
const STORED = 16;
const LENGTH = 20;
const LAYOUT = 24;
const PROGRAM = 56;
const PAYLOAD = 88;

let plain: Uint8Array;
let packed: Uint8Array;
let reference: Uint8Array;

beforeAll(async () => {
  const vm = new Vm({ capabilities });
  vm.loadBytecode(program);
  vm.runEntry('main', [7]).catch(() => {});
  await turn();
  plain = vm.snapshot().bytes;
  packed = vm.snapshot({ compress: true }).bytes;
  reference = vm.snapshot({ code: 'reference' }).bytes;
  vm.terminate();
});

/** A copy with changes, and a checksum that fits them: what somebody makes on purpose. */
function changed(
  bytes: Uint8Array,
  change: (view: DataView, bytes: Uint8Array) => void,
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  change(view, copy);
  const end = Math.min(copy.length, PAYLOAD + view.getUint32(STORED, true));
  view.setUint32(CHECKSUM, crc32(copy.subarray(16, end)), true);
  return copy;
}

/** Where section number `index` (host, header, body, code) begins, and its length. */
function sectionAt(bytes: Uint8Array, index: number): [offset: number, length: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + PAYLOAD);
  return [PAYLOAD + view.getUint32(8 + 12 * index, true), view.getUint32(12 + 12 * index, true)];
}

/** The same snapshot with another text about the host. */
function withHost(text: (host: any) => string): Uint8Array {
  const [offset, length] = sectionAt(plain, 0);
  const host = JSON.parse(new TextDecoder().decode(plain.subarray(offset, offset + length)));
  const bytes = new TextEncoder().encode(text(host));
  // Behind everything else, where there is room for it.
  const whole = new Uint8Array(plain.length + 8 * Math.ceil(bytes.length / 8));
  whole.set(plain);
  whole.set(bytes, plain.length);
  return changed(whole, (view) => {
    view.setUint32(STORED, whole.length - PAYLOAD, true);
    view.setUint32(LENGTH, whole.length - PAYLOAD, true);
    view.setUint32(PAYLOAD + 8, plain.length - PAYLOAD, true);
    view.setUint32(PAYLOAD + 12, bytes.length, true);
  });
}

const refused = (bytes: Uint8Array, options: object = { capabilities }): any =>
  thrown(() => from(bytes, options));

describe('what is no snapshot', () => {
  test.each([
    ['nothing', new Uint8Array(0), '0 bytes are none'],
    ['a few bytes', new Uint8Array(7), '7 bytes are none'],
    ['zeros', new Uint8Array(1000), 'the bytes are no snapshot'],
    ['text', new TextEncoder().encode('{"format":"another"}'), 'the bytes are no snapshot'],
    ['bytecode', new Uint8Array(program.bytecode), 'the bytes are no snapshot'],
    ['the name alone', new TextEncoder().encode('RAYASNAP'), 'it is truncated'],
  ])('%s', (_what, bytes, reason) => {
    expect(refused(bytes)).toMatchObject(badSnapshot(reason));
    expect(thrown(() => new Snapshot(bytes))).toMatchObject(badSnapshot(reason));
  });
});

describe('what was cut or grew', () => {
  test('at any length', () => {
    for (const bytes of [plain, packed]) {
      for (const length of [8, 40, PAYLOAD - 1, PAYLOAD, bytes.length >> 1, bytes.length - 1]) {
        expect(refused(bytes.subarray(0, length))).toMatchObject(badSnapshot('it is truncated'));
      }
      const longer = new Uint8Array(bytes.length + 1);
      longer.set(bytes);
      expect(refused(longer)).toMatchObject(badSnapshot('there are bytes behind its end'));
    }
  });
});

describe('what was changed', () => {
  test('by accident, anywhere', () => {
    for (const bytes of [plain, packed]) {
      for (const at of randomIntegers(bytes.length - 16, 100, 5)) {
        const copy = bytes.slice();
        copy[16 + at] ^= 1 << (at % 8);
        const { code, message } = refused(copy);
        expect(code).toBe('BAD_SNAPSHOT');
        // Lengths are read first, since they say what is summed.
        const isLength = 16 + at < LAYOUT;
        expect(message).toMatch(
          isLength ? /checksum|truncated|behind its end/ : /checksum is wrong/,
        );
      }
    }
  });

  test('to another version, or with flags that nobody knows', () => {
    const newer = changed(plain, (view) => view.setUint16(VERSION, 2, true));
    const reason = 'its format version is 2, this build reads 1';
    expect(refused(newer)).toMatchObject(badSnapshot(reason));
    expect(thrown(() => new Snapshot(newer))).toMatchObject(badSnapshot(reason));
    const odd = changed(plain, (view) => view.setUint16(FLAGS, 4, true));
    expect(refused(odd)).toMatchObject(badSnapshot('it has odd flags, 4'));
  });

  test('to another layout', () => {
    const other = changed(plain, (_view, bytes) => bytes.fill(1, LAYOUT, LAYOUT + 32));
    expect(refused(other)).toMatchObject(
      badSnapshot('its layout is that of another version of this package'),
    );
    // What it says of itself can be read all the same.
    expect(new Snapshot(other).info.tasks).toBe(1);
  });

  test('to another program', () => {
    const hash = sha256(new Uint8Array(3));
    const rename = (_view: DataView, bytes: Uint8Array) =>
      bytes.set(Buffer.from(hash, 'hex'), PROGRAM);
    expect(refused(changed(plain, rename))).toMatchObject(
      badSnapshot('the program that it brings is another than it names'),
    );
    expect(refused(changed(reference, rename))).toMatchObject(badSnapshot(hash));
    expect(refused(changed(reference, rename), { capabilities, program })).toMatchObject(
      badSnapshot('it is of another program'),
    );
    // The same name, another program: the image does not fit it.
    const other = compile('export const main = () => 1');
    const claimed = changed(reference, (_view, bytes) =>
      bytes.set(Buffer.from(other.hash, 'hex'), PROGRAM),
    );
    expect(refused(claimed, { program: other })).toMatchObject({ code: 'BAD_SNAPSHOT' });
  });

  test('to bytecode that is none', () => {
    const [offset, length] = sectionAt(plain, 3);
    const broken = changed(plain, (_view, bytes) => {
      bytes[offset + length - 9] ^= 0xff;
    });
    expect(refused(broken)).toMatchObject({ code: 'BAD_BYTECODE' });
    const none = changed(plain, (view) => view.setUint32(offset + 4, 0, true));
    expect(refused(none)).toMatchObject(badSnapshot('it holds no program'));
    const cut = changed(plain, (view) => view.setUint32(offset + 16, length, true));
    expect(refused(cut)).toMatchObject(badSnapshot('its program is truncated'));
  });

  test('to sections that are missing, double, or elsewhere', () => {
    const edit = (change: (view: DataView) => void) => refused(changed(plain, change));
    expect(edit((view) => view.setUint32(PAYLOAD, 0, true))).toMatchObject(
      badSnapshot('it has no directory'),
    );
    expect(edit((view) => view.setUint32(PAYLOAD, 2, true))).toMatchObject(
      badSnapshot('section 3 is missing'),
    );
    expect(edit((view) => view.setUint32(PAYLOAD + 4, 2, true))).toMatchObject(
      badSnapshot('an odd section'),
    );
    expect(edit((view) => view.setUint32(PAYLOAD + 4, 9, true))).toMatchObject(
      badSnapshot('an odd section'),
    );
    expect(edit((view) => view.setUint32(PAYLOAD + 8, 0xfffffff8, true))).toMatchObject(
      badSnapshot('a section lies outside'),
    );
    expect(edit((view) => view.setUint32(PAYLOAD + 8, 1, true))).toMatchObject(
      badSnapshot('a section lies outside'),
    );
  });

  test('to lengths that unpack to something else', () => {
    expect(refused(changed(plain, (view) => view.setUint32(LENGTH, 5, true)))).toMatchObject(
      badSnapshot('it has another length than it says'),
    );
    for (const length of [8, 0xfffffff0]) {
      const bytes = changed(packed, (view) => view.setUint32(LENGTH, length, true));
      expect(refused(bytes)).toMatchObject(badSnapshot(/cannot be unpacked|larger than a region/));
    }
    const shorter = changed(plain, (view) => {
      const [, length] = sectionAt(plain, 2);
      view.setUint32(PAYLOAD + 12 + 24, length - 8, true);
    });
    expect(refused(shorter)).toMatchObject(badSnapshot('another size than it says'));
  });

  test.each([
    ['no JSON', () => '{', 'no JSON'],
    ['a list', () => '[]', 'an object is missing'],
    ['no Tasks', (host: any) => JSON.stringify({ ...host, tasks: 1 }), 'a list is missing'],
    ['-1 Tasks', (host: any) => JSON.stringify({ ...host, lastTask: -1 }), 'is no number'],
    ['half a call', (host: any) => JSON.stringify({ ...host, hostCalls: 0.5 }), 'is no number'],
    [
      'a reason that is none',
      (host: any) => JSON.stringify({ ...host, tasks: [{ id: 1, cancelCode: 'toString' }] }),
      'cancelled for no reason',
    ],
    ['a name of nothing', (host: any) => JSON.stringify({ ...host, imports: [1] }), 'no name'],
  ])('to %s about the host', (_what, text, reason) => {
    expect(
      refused(
        withHost((host) => JSON.stringify(host)),
        { capabilities: {} },
      ),
    ).toMatchObject({
      code: 'NO_CAPABILITY',
    });
    expect(refused(withHost(text))).toMatchObject(badSnapshot(`the host: .*${reason}`));
  });

  test('to an image that contradicts itself', () => {
    const [header] = sectionAt(plain, 1);
    const [body, length] = sectionAt(plain, 2);
    let refusals = 0;
    for (const at of randomIntegers(length / 4, 200, 11)) {
      const odd = changed(plain, (view) => view.setUint32(body + 4 * at, 0xfff9_fff9, true));
      const error = outcome(odd);
      if (error !== undefined) {
        expect(error.code).toBe('BAD_SNAPSHOT');
        refusals++;
      }
    }
    expect(refusals).toBeGreaterThan(100);
    const cleared = changed(plain, (_view, bytes) => bytes.fill(0, header, header + 64));
    expect(refused(cleared)).toMatchObject({ code: 'BAD_SNAPSHOT' });
  });
});

/** The error of a restore, if any; what verification lets pass may run. */
function outcome(bytes: Uint8Array): any {
  const runtime = makeRuntime({ manual: true });
  try {
    const vm = Vm.from(bytes, { runtime, capabilities, maxStepBudget: 100_000 });
    for (const task of vm.tasks()) task.catch(() => {});
    vm.step(1e6);
    vm.terminate();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('a Vm that could not be restored goes on as it was', async () => {
  const vm = start(program, { capabilities });
  const task = vm.runEntry('main', [1]);
  await turn();
  const stats = vm.getStats();
  const [header] = sectionAt(plain, 1);
  const odd = changed(plain, (_view, bytes) => bytes.fill(0, header, header + 64));
  for (const bytes of [odd, plain.subarray(0, 500), new Uint8Array(99)]) {
    expect(thrown(() => vm.restore(bytes))).toMatchObject({ code: 'BAD_SNAPSHOT' });
  }
  expect(thrown(() => vm.restore(plain, { key: new Uint8Array(4) }))).toMatchObject(
    badSnapshot('it is not signed'),
  );
  expect(vm.getStats()).toEqual(stats);
  expect(vm.tasks()).toEqual([task]);
  vm.answer(1, 'unharmed');
  expect(await task).toEqual(['unharmed', 1, { n: 1 }]);
});
