/**
 * Bounds the work of TypeScript's parser and checker, which have exponential cases and look at a clock in few places.
 *
 * Every node, symbol, type and signature that they make is a tick, as is some of what they do without making anything
 * (see check.ts). Every so many ticks the clock is read; past the bounds the tick throws, out of whatever runs.
 */
import type { TypeScript, ts } from './typescript';

/** TypeScript was stopped: it took too long or too much memory. */
export class WorkLimitReached extends Error {
  constructor(readonly limit: 'time' | 'memory') {
    super(`TypeScript was stopped by the limit on ${limit}`);
  }
}

/** What a piece of work may cost. */
export interface WorkBounds {
  milliseconds: number;
  /** Objects that TypeScript makes; it takes them as memory, and a second makes some three million of them. */
  objects: number;
}

const TICKS_PER_LOOK = 500;

/** UTF-16 units of the strings that types are made of. */
const MAX_TYPE_TEXT = 32 * 1024 * 1024;

let bounded = false;
let deadline = 0;
let looksLeft = 0;
let ticks = TICKS_PER_LOOK;
let typeText = 0;
/** The latest string literal type; its text is set after it was made. */
let latestLiteral: { value?: unknown } | undefined;

/**
 * Runs `work`, which must be synchronous, within bounds. Outside of it ticks have no effect.
 * @throws WorkLimitReached, and what `work` throws
 */
export function withinBounds<T>({ milliseconds, objects }: WorkBounds, work: () => T): T {
  bounded = true;
  deadline = performance.now() + milliseconds;
  looksLeft = objects / TICKS_PER_LOOK;
  ticks = TICKS_PER_LOOK;
  typeText = 0;
  try {
    return work();
  } finally {
    bounded = false;
    latestLiteral = undefined;
  }
}

/** Counts one piece of work. */
export function tick(): void {
  if (--ticks < 0) look();
}

function look(): void {
  ticks = TICKS_PER_LOOK;
  if (!bounded) return;
  if (--looksLeft < 0) throw new WorkLimitReached('memory');
  if (performance.now() > deadline) throw new WorkLimitReached('time');
}

/** A string literal type was made. Template types can double a string with every few letters of source. */
function countText(type: { value?: unknown }): void {
  if (!bounded) return;
  const text = latestLiteral?.value;
  if (typeof text === 'string') typeText += text.length;
  latestLiteral = type;
  if (typeText > MAX_TYPE_TEXT) throw new WorkLimitReached('memory');
}

type Constructor = new (first: any, second: any, third?: any) => object;

/** The part of the package that makes its objects; it is exported, but not declared. */
interface Allocating {
  objectAllocator: Record<string, () => Constructor>;
  setObjectAllocator(allocator: Record<string, () => Constructor>): void;
}

/** From now on every object that this copy of the package makes is a tick. */
export function countAllocations(typescript: TypeScript): void {
  const allocating = typescript as unknown as Allocating;
  const allocator = { ...allocating.objectAllocator };
  for (const kind of ['Node', 'Token', 'Identifier', 'PrivateIdentifier', 'Symbol', 'Signature']) {
    const name = `get${kind}Constructor`;
    const counted = countedClass(allocator[name]());
    allocator[name] = () => counted;
  }
  const countedType = countedTypeClass(
    allocator.getTypeConstructor(),
    typescript.TypeFlags.StringLiteral,
  );
  allocator.getTypeConstructor = () => countedType;
  allocating.setObjectAllocator(allocator);
}

function countedClass(Base: Constructor): Constructor {
  return class extends Base {
    constructor(first: unknown, second: unknown, third?: unknown) {
      super(first, second, third);
      tick();
    }
  };
}

function countedTypeClass(Base: Constructor, stringLiteral: ts.TypeFlags): Constructor {
  return class extends Base {
    constructor(checker: ts.TypeChecker, flags: ts.TypeFlags) {
      super(checker, flags);
      tick();
      if (flags & stringLiteral) countText(this);
    }
  };
}
