import { Compiler } from 'raya-vm/compiler';
import { expect, test } from 'vitest';
import { CODE, H_HEAP_LIMIT, HEADER } from '../../assembly/memory-map';
import { CodeImage } from '../../src/bytecode/code-image';
import { defaultCore } from '../../src/runtime/core';
import { type Lease, type LeaseOwner, LeasePool, maximumPagesFor } from '../../src/runtime/leases';
import { CollectionTime } from '../../src/vm/collection-time';
import { initializeRegion, parkRegion } from '../../src/vm/parking';

const imageOf = (fill: number) => {
  const bytes = new Uint8Array(4096).fill(fill);
  const end = CODE + bytes.length;
  return new CodeImage({
    units: [],
    entries: [],
    unitBounds: [end],
    bytes,
    codeEnd: end,
    cacheBase: end,
    cachePool: end + 24,
    cacheEnd: end + 48,
    globalsBase: end + 48,
    globalsEnd: end + 64,
    heapBase: end + 64,
    imports: [],
    modules: [],
    exports: new Map(),
    moduleExports: () => undefined,
    functions: [],
    missingHelpers: [],
    strings: { find: () => undefined, own: () => [] },
  });
};

class Owner implements LeaseOwner {
  lease: Lease | undefined;
  parked = 0;
  busy = false;
  isIdle = true;
  constructor(readonly pool: LeasePool) {}
  acquire(image: CodeImage, heap = 1024 * 1024) {
    this.lease = this.pool.acquire(this, image, maximumPagesFor(image, heap));
    return this.lease;
  }
  canPark() {
    return !this.busy && this.lease !== undefined;
  }
  park() {
    this.parked++;
    this.pool.release(this.lease!);
    this.lease = undefined;
  }
}

const makePool = (size: number) => new LeasePool(defaultCore(), size);

test('a lease that passes on is clean: low area, code, everything above', () => {
  const pool = makePool(1);
  const image = imageOf(7);
  const lease = new Owner(pool).acquire(image);
  const low = lease.bytes.slice(0, HEADER);
  lease.bytes.fill(0xaa);
  lease.memory.grow(3);
  lease.refresh();
  lease.bytes.fill(0xbb, lease.bytes.length - 65536);
  lease.owner!.canPark = () => true;
  pool.release(lease);
  const next = new Owner(pool).acquire(imageOf(9));
  expect(next).toBe(lease);
  expect(next.bytes.subarray(0, HEADER)).toEqual(low);
  expect(next.bytes.subarray(HEADER, CODE).every((byte) => byte === 0)).toBe(true);
  expect(next.bytes.subarray(CODE, CODE + 4096).every((byte) => byte === 9)).toBe(true);
  expect(next.bytes.subarray(CODE + 4096).every((byte) => byte === 0)).toBe(true);
});

test('what a Vm starts with is the same in a new memory, in one that passed on, and whoever initialised it', () => {
  const program = new Compiler({ check: 'off' }).compileString('export function main() {}');
  const image = program.image();
  const pool = makePool(1);
  const start = (maxHeapBytes: number) => {
    const lease = new Owner(pool).acquire(image);
    initializeRegion(lease, image, maxHeapBytes);
    const bytes = Buffer.from(lease.bytes);
    lease.bytes.fill(0xaa);
    pool.release(lease);
    return bytes;
  };
  // The core makes the first two; the third is put in as the second was.
  const [other, made, put] = [32, 16, 16].map((megabytes) => start(megabytes * 1024 * 1024));
  expect(put!.equals(made!)).toBe(true);
  expect(other!.equals(made!)).toBe(false);
  expect(start(32 * 1024 * 1024).equals(other!)).toBe(true);
  const fresh = new Owner(makePool(1)).acquire(image);
  initializeRegion(fresh, image, 32 * 1024 * 1024);
  expect(other!.equals(fresh.bytes)).toBe(true);
});

test('a region that comes from a larger memory finds the limits of its own', () => {
  const program = new Compiler({ check: 'off' }).compileString('export function main() {}');
  const image = program.image();
  const pool = makePool(2);
  const large = new Owner(pool).acquire(image);
  initializeRegion(large, image, 16 * 1024 * 1024);
  large.ensure(2 * 1024 * 1024);
  // An allocation, so that the core sees how large the memory is now.
  large.u32[H_HEAP_LIMIT >>> 2] = 0;
  expect(large.core.messageAlloc(16)).toBeGreaterThan(0);
  expect(large.u32[H_HEAP_LIMIT >>> 2]).toBeGreaterThan(1024 * 1024);
  const parked = parkRegion(large, image, new CollectionTime());
  const small = new Owner(pool).acquire(image);
  parked.restore(small, image);
  expect(small.bytes.length).toBeLessThan(1024 * 1024);
  expect(small.core.messageAlloc(16)).toBeGreaterThan(0);
  expect(small.u32[H_HEAP_LIMIT >>> 2]).toBeLessThanOrEqual(small.bytes.length);
});

test('the one that has not run for longest makes room', () => {
  const pool = makePool(3);
  const image = imageOf(1);
  const owners = [0, 1, 2, 3].map(() => new Owner(pool));
  for (const owner of owners.slice(0, 3)) owner.acquire(image);
  pool.touch(owners[0]!.lease!);
  owners[2]!.busy = true;
  owners[3]!.acquire(image);
  expect(owners.map(({ parked }) => parked)).toEqual([0, 1, 0, 0]);
  expect(pool.getStats()).toMatchObject({ held: 3, evictions: 1 });
});

test('when nobody can be parked there is one lease more, and it is not kept', () => {
  const pool = makePool(1);
  const one = new Owner(pool);
  const two = new Owner(pool);
  one.acquire(imageOf(1));
  one.busy = true;
  two.acquire(imageOf(1));
  expect(pool.getStats().held).toBe(2);
  two.park();
  expect(pool.getStats()).toMatchObject({ held: 1, free: 0 });
});

test('leases come in classes by the cap of the heap', () => {
  const pool = makePool(10);
  const image = imageOf(1);
  const small = new Owner(pool).acquire(image);
  const large = new Owner(pool).acquire(image, 512 * 1024 * 1024);
  expect(small.maximumPages).toBe(128);
  expect(large.maximumPages).toBe(16384);
  pool.release(large);
  expect(new Owner(pool).acquire(image)).not.toBe(large);
  expect(maximumPagesFor(image, 2 ** 31)).toBe(65536);
});

test('a memory that grew large, or was dropped, is not used again', () => {
  const pool = makePool(10);
  const lease = new Owner(pool).acquire(imageOf(1), 64 * 1024 * 1024);
  lease.ensure(32 * 1024 * 1024);
  pool.release(lease);
  expect(pool.getStats().free).toBe(0);
  const dropped = new Owner(pool).acquire(imageOf(1));
  pool.drop(dropped);
  expect(pool.getStats()).toMatchObject({ held: 0, free: 0 });
});
