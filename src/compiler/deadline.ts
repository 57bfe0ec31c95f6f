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
  /** Objects that TypeScript makes; it makes some three million in a second. */
  objects: number;
}

const TICKS_PER_LOOK = 500;

/** UTF-16 units of the strings that types are made of. */
const MAX_TYPE_TEXT = 32 * 1024 * 1024;

let bounded = false;
let deadline = 0;
let objectsLeft = 0;
let ticksLeft = TICKS_PER_LOOK;
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
  objectsLeft = objects;
  ticksLeft = TICKS_PER_LOOK;
  typeText = 0;
  try {
    return work();
  } finally {
    bounded = false;
    latestLiteral = undefined;
  }
}

/** Counts work that makes nothing: about as much as making `amount` objects is. */
export function tick(amount = 1): void {
  ticksLeft -= amount;
  if (ticksLeft < 0) look();
}

/** Counts an object. */
function countObject(): void {
  objectsLeft--;
  if (--ticksLeft < 0) look();
}

function look(): void {
  ticksLeft = TICKS_PER_LOOK;
  if (!bounded) return;
  if (objectsLeft < 0) throw new WorkLimitReached('memory');
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
  for (const kind of ['Token', 'Identifier', 'PrivateIdentifier', 'Symbol', 'Signature']) {
    const name = `get${kind}Constructor`;
    const counted = countedClass(allocator[name]());
    allocator[name] = () => counted;
  }
  const countedNode = countedNodeClass(
    allocator.getNodeConstructor(),
    typescript.SyntaxKind.ConditionalType,
  );
  allocator.getNodeConstructor = () => countedNode;
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
      countObject();
    }
  };
}

/**
 * The checker makes nothing while it looks for what a chain of `A extends B ? C extends D ? …` implies, and takes twice as
 * long for each link; so to look at the true branch of such a type is a tick as well.
 */
function countedNodeClass(Base: Constructor, conditionalType: ts.SyntaxKind): Constructor {
  return class extends Base {
    constructor(kind: ts.SyntaxKind, start: number, end: number) {
      super(kind, start, end);
      countObject();
      if (kind === conditionalType) countReads(this, 'trueType', 1);
    }
  };
}

/** Unions and intersections of this many types are worth counting. */
const MANY_TYPES = 256;
/** Of so many types, those that are looked at in the time that it takes to make an object. */
const TYPES_PER_TICK = 16;

function countedTypeClass(Base: Constructor, stringLiteral: ts.TypeFlags): Constructor {
  return class extends Base {
    constructor(checker: ts.TypeChecker, flags: ts.TypeFlags) {
      super(checker, flags);
      countObject();
      if (flags & stringLiteral) countText(this as { value?: unknown });
    }

    /** Members of a union or an intersection; each question about a property of it asks all of them. */
    get types(): undefined {
      return undefined;
    }
    set types(types: readonly ts.Type[]) {
      if (types.length < MANY_TYPES) {
        const descriptor = { value: types, writable: true, enumerable: true, configurable: true };
        Object.defineProperty(this, 'types', descriptor);
      } else {
        countReads(this, 'types', types.length / TYPES_PER_TICK);
        (this as { types: unknown }).types = types;
      }
    }
  };
}

/** Makes every read of a property so many ticks. */
function countReads(object: object, name: string, ticks: number): void {
  let held: unknown;
  Object.defineProperty(object, name, {
    enumerable: true,
    configurable: true,
    get() {
      tick(ticks);
      return held;
    },
    set(value: unknown) {
      held = value;
    },
  });
}
