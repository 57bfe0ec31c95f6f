/** Declarations of arrays, maps, sets, iterators and generators. */
export const collectionTypes = `
interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}
interface ConcatArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  join(separator?: string): string;
  slice(start?: number, end?: number): T[];
}

interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  at(index: number): T | undefined;
  concat(...items: ConcatArray<T>[]): T[];
  concat(...items: (T | ConcatArray<T>)[]): T[];
  entries(): ArrayIterator<[number, T]>;
  every<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S, receiver?: any): this is readonly S[];
  every(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): boolean;
  filter<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S, receiver?: any): S[];
  filter(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): T[];
  find<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S, receiver?: any): S | undefined;
  find(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): T | undefined;
  findIndex(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): number;
  findLast<S extends T>(test: (value: T, index: number, array: readonly T[]) => value is S, receiver?: any): S | undefined;
  findLast(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): T | undefined;
  findLastIndex(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): number;
  flat<A, D extends number = 1>(this: A, depth?: D): FlatArray<A, D>[];
  flatMap<U, This = undefined>(
    callback: (this: This, value: T, index: number, array: T[]) => U | readonly U[],
    receiver?: This,
  ): U[];
  forEach(callback: (value: T, index: number, array: readonly T[]) => void, receiver?: any): void;
  includes(value: T, start?: number): boolean;
  indexOf(value: T, start?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(value: T, start?: number): number;
  map<U>(callback: (value: T, index: number, array: readonly T[]) => U, receiver?: any): U[];
  reduce(callback: (sum: T, value: T, index: number, array: readonly T[]) => T): T;
  reduce(callback: (sum: T, value: T, index: number, array: readonly T[]) => T, start: T): T;
  reduce<U>(callback: (sum: U, value: T, index: number, array: readonly T[]) => U, start: U): U;
  reduceRight(callback: (sum: T, value: T, index: number, array: readonly T[]) => T): T;
  reduceRight(callback: (sum: T, value: T, index: number, array: readonly T[]) => T, start: T): T;
  reduceRight<U>(callback: (sum: U, value: T, index: number, array: readonly T[]) => U, start: U): U;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: readonly T[]) => unknown, receiver?: any): boolean;
  toLocaleString(): string;
  toReversed(): T[];
  toSorted(compare?: (left: T, right: T) => number): T[];
  toSpliced(start: number, count: number, ...items: T[]): T[];
  toSpliced(start: number, count?: number): T[];
  toString(): string;
  values(): ArrayIterator<T>;
  with(index: number, value: T): T[];
  [Symbol.iterator](): ArrayIterator<T>;
}

interface Array<T> {
  length: number;
  [index: number]: T;
  at(index: number): T | undefined;
  concat(...items: ConcatArray<T>[]): T[];
  concat(...items: (T | ConcatArray<T>)[]): T[];
  copyWithin(target: number, start: number, end?: number): this;
  entries(): ArrayIterator<[number, T]>;
  every<S extends T>(test: (value: T, index: number, array: T[]) => value is S, receiver?: any): this is S[];
  every(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): boolean;
  fill(value: T, start?: number, end?: number): this;
  filter<S extends T>(test: (value: T, index: number, array: T[]) => value is S, receiver?: any): S[];
  filter(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): T[];
  find<S extends T>(test: (value: T, index: number, array: T[]) => value is S, receiver?: any): S | undefined;
  find(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): T | undefined;
  findIndex(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): number;
  findLast<S extends T>(test: (value: T, index: number, array: T[]) => value is S, receiver?: any): S | undefined;
  findLast(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): T | undefined;
  findLastIndex(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): number;
  flat<A, D extends number = 1>(this: A, depth?: D): FlatArray<A, D>[];
  flatMap<U, This = undefined>(
    callback: (this: This, value: T, index: number, array: T[]) => U | readonly U[],
    receiver?: This,
  ): U[];
  forEach(callback: (value: T, index: number, array: T[]) => void, receiver?: any): void;
  includes(value: T, start?: number): boolean;
  indexOf(value: T, start?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(value: T, start?: number): number;
  map<U>(callback: (value: T, index: number, array: T[]) => U, receiver?: any): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce(callback: (sum: T, value: T, index: number, array: T[]) => T): T;
  reduce(callback: (sum: T, value: T, index: number, array: T[]) => T, start: T): T;
  reduce<U>(callback: (sum: U, value: T, index: number, array: T[]) => U, start: U): U;
  reduceRight(callback: (sum: T, value: T, index: number, array: T[]) => T): T;
  reduceRight(callback: (sum: T, value: T, index: number, array: T[]) => T, start: T): T;
  reduceRight<U>(callback: (sum: U, value: T, index: number, array: T[]) => U, start: U): U;
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, array: T[]) => unknown, receiver?: any): boolean;
  sort(compare?: (left: T, right: T) => number): this;
  splice(start: number, count?: number): T[];
  splice(start: number, count: number, ...items: T[]): T[];
  toLocaleString(): string;
  toReversed(): T[];
  toSorted(compare?: (left: T, right: T) => number): T[];
  toSpliced(start: number, count: number, ...items: T[]): T[];
  toSpliced(start: number, count?: number): T[];
  toString(): string;
  unshift(...items: T[]): number;
  values(): ArrayIterator<T>;
  with(index: number, value: T): T[];
  [Symbol.iterator](): ArrayIterator<T>;
  readonly [Symbol.unscopables]: { [K in keyof any[]]?: boolean };
}
interface ArrayConstructor {
  new (length?: number): any[];
  new <T>(length: number): T[];
  new <T>(...items: T[]): T[];
  (length?: number): any[];
  <T>(length: number): T[];
  <T>(...items: T[]): T[];
  readonly prototype: any[];
  from<T>(items: Iterable<T> | ArrayLike<T>): T[];
  from<T, U>(items: Iterable<T> | ArrayLike<T>, map: (value: T, index: number) => U, receiver?: any): U[];
  isArray(value: any): value is any[];
  of<T>(...items: T[]): T[];
  readonly [Symbol.species]: ArrayConstructor;
}
declare var Array: ArrayConstructor;

interface ReadonlyMap<K, V> {
  readonly size: number;
  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, receiver?: any): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
}
interface Map<K, V> {
  readonly size: number;
  clear(): void;
  delete(key: K): boolean;
  forEach(callback: (value: V, key: K, map: Map<K, V>) => void, receiver?: any): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): this;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
  [Symbol.iterator](): MapIterator<[K, V]>;
  readonly [Symbol.toStringTag]: string;
}
interface MapConstructor {
  new (): Map<any, any>;
  new <K, V>(entries?: Iterable<readonly [K, V]> | null): Map<K, V>;
  readonly prototype: Map<any, any>;
  groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]>;
  readonly [Symbol.species]: MapConstructor;
}
declare var Map: MapConstructor;

/** What the methods of Set ask of the other set. */
interface ReadonlySetLike<T> {
  readonly size: number;
  has(value: T): boolean;
  keys(): Iterator<T>;
}
interface ReadonlySet<T> {
  readonly size: number;
  forEach(callback: (value: T, key: T, set: ReadonlySet<T>) => void, receiver?: any): void;
  has(value: T): boolean;
  difference<U>(other: ReadonlySetLike<U>): Set<T>;
  intersection<U>(other: ReadonlySetLike<U>): Set<T & U>;
  isDisjointFrom(other: ReadonlySetLike<unknown>): boolean;
  isSubsetOf(other: ReadonlySetLike<unknown>): boolean;
  isSupersetOf(other: ReadonlySetLike<unknown>): boolean;
  symmetricDifference<U>(other: ReadonlySetLike<U>): Set<T | U>;
  union<U>(other: ReadonlySetLike<U>): Set<T | U>;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
  values(): SetIterator<T>;
  [Symbol.iterator](): SetIterator<T>;
}
interface Set<T> {
  readonly size: number;
  add(value: T): this;
  clear(): void;
  delete(value: T): boolean;
  forEach(callback: (value: T, key: T, set: Set<T>) => void, receiver?: any): void;
  has(value: T): boolean;
  difference<U>(other: ReadonlySetLike<U>): Set<T>;
  intersection<U>(other: ReadonlySetLike<U>): Set<T & U>;
  isDisjointFrom(other: ReadonlySetLike<unknown>): boolean;
  isSubsetOf(other: ReadonlySetLike<unknown>): boolean;
  isSupersetOf(other: ReadonlySetLike<unknown>): boolean;
  symmetricDifference<U>(other: ReadonlySetLike<U>): Set<T | U>;
  union<U>(other: ReadonlySetLike<U>): Set<T | U>;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
  values(): SetIterator<T>;
  [Symbol.iterator](): SetIterator<T>;
  readonly [Symbol.toStringTag]: string;
}
interface SetConstructor {
  new <T = any>(values?: Iterable<T> | null): Set<T>;
  readonly prototype: Set<any>;
  readonly [Symbol.species]: SetConstructor;
}
declare var Set: SetConstructor;

type WeakKey = object;
interface WeakMap<K extends WeakKey, V> {
  delete(key: K): boolean;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): this;
  readonly [Symbol.toStringTag]: string;
}
interface WeakMapConstructor {
  new <K extends WeakKey = WeakKey, V = any>(entries?: Iterable<readonly [K, V]> | null): WeakMap<K, V>;
  readonly prototype: WeakMap<WeakKey, any>;
}
declare var WeakMap: WeakMapConstructor;
interface WeakSet<T extends WeakKey> {
  add(value: T): this;
  delete(value: T): boolean;
  has(value: T): boolean;
  readonly [Symbol.toStringTag]: string;
}
interface WeakSetConstructor {
  new <T extends WeakKey = WeakKey>(values?: Iterable<T> | null): WeakSet<T>;
  readonly prototype: WeakSet<WeakKey>;
}
declare var WeakSet: WeakSetConstructor;

interface IteratorYieldResult<T> {
  done?: false;
  value: T;
}
interface IteratorReturnResult<R> {
  done: true;
  value: R;
}
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;
interface Iterator<T, R = any, N = any> {
  next(...values: [] | [N]): IteratorResult<T, R>;
  return?(value?: R): IteratorResult<T, R>;
  throw?(error?: any): IteratorResult<T, R>;
}
interface Iterable<T, R = any, N = any> {
  [Symbol.iterator](): Iterator<T, R, N>;
}
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> {
  [Symbol.iterator](): IterableIterator<T, R, N>;
}
/** What inherits from Iterator.prototype. */
interface IteratorObject<T, R = unknown, N = unknown> extends Iterator<T, R, N> {
  [Symbol.iterator](): IteratorObject<T, R, N>;
}
type BuiltinIteratorReturn = intrinsic;
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): MapIterator<T>;
}
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): SetIterator<T>;
}
interface StringIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): StringIterator<T>;
}
interface Generator<T = unknown, R = any, N = any> extends IteratorObject<T, R, N> {
  next(...values: [] | [N]): IteratorResult<T, R>;
  return(value: R): IteratorResult<T, R>;
  throw(error: any): IteratorResult<T, R>;
  [Symbol.iterator](): Generator<T, R, N>;
}
interface GeneratorFunction {
  new (...values: any[]): Generator;
  (...values: any[]): Generator;
  readonly length: number;
  readonly name: string;
  readonly prototype: Generator;
}

interface AsyncIterator<T, R = any, N = any> {
  next(...values: [] | [N]): Promise<IteratorResult<T, R>>;
  return?(value?: R | PromiseLike<R>): Promise<IteratorResult<T, R>>;
  throw?(error?: any): Promise<IteratorResult<T, R>>;
}
interface AsyncIterable<T, R = any, N = any> {
  [Symbol.asyncIterator](): AsyncIterator<T, R, N>;
}
interface AsyncIterableIterator<T, R = any, N = any> extends AsyncIterator<T, R, N> {
  [Symbol.asyncIterator](): AsyncIterableIterator<T, R, N>;
}
interface AsyncIteratorObject<T, R = unknown, N = unknown> extends AsyncIterator<T, R, N> {
  [Symbol.asyncIterator](): AsyncIteratorObject<T, R, N>;
}
interface AsyncGenerator<T = unknown, R = any, N = any> extends AsyncIteratorObject<T, R, N> {
  next(...values: [] | [N]): Promise<IteratorResult<T, R>>;
  return(value: R | PromiseLike<R>): Promise<IteratorResult<T, R>>;
  throw(error: any): Promise<IteratorResult<T, R>>;
  [Symbol.asyncIterator](): AsyncGenerator<T, R, N>;
}
interface AsyncGeneratorFunction {
  new (...values: any[]): AsyncGenerator;
  (...values: any[]): AsyncGenerator;
  readonly length: number;
  readonly name: string;
  readonly prototype: AsyncGenerator;
}
`;
