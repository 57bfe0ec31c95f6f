/** Declarations of values that are not collections: objects, functions, primitives, errors, promises, timers. */
export const coreTypes = `
declare var NaN: number;
declare var Infinity: number;

declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;
declare function encodeURI(uri: string): string;
declare function decodeURI(uri: string): string;
declare function encodeURIComponent(part: string | number | boolean): string;
declare function decodeURIComponent(part: string): string;

/** Runs the job after the jobs that are queued already. */
declare function queueMicrotask(job: () => void): void;
/** Calls back after so many milliseconds of the Vm's clock. */
declare function setTimeout<A extends any[]>(callback: (...values: A) => void, delay?: number, ...values: A): number;
declare function setInterval<A extends any[]>(callback: (...values: A) => void, delay?: number, ...values: A): number;
declare function clearTimeout(timer: number | undefined): void;
declare function clearInterval(timer: number | undefined): void;
declare function structuredClone<T>(value: T): T;

interface Console {
  log(...values: any[]): void;
  debug(...values: any[]): void;
  info(...values: any[]): void;
  warn(...values: any[]): void;
  error(...values: any[]): void;
}
/** Goes to the capability 'console'; without it to nobody. */
declare var console: Console;

type PropertyKey = string | number | symbol;

interface PropertyDescriptor {
  configurable?: boolean;
  enumerable?: boolean;
  writable?: boolean;
  value?: any;
  get?(): any;
  set?(value: any): void;
}
interface PropertyDescriptorMap {
  [key: PropertyKey]: PropertyDescriptor;
}
interface TypedPropertyDescriptor<T> {
  configurable?: boolean;
  enumerable?: boolean;
  writable?: boolean;
  value?: T;
  get?: () => T;
  set?: (value: T) => void;
}

interface Object {
  constructor: Function;
  toString(): string;
  toLocaleString(): string;
  valueOf(): Object;
  hasOwnProperty(key: PropertyKey): boolean;
  isPrototypeOf(value: Object): boolean;
  propertyIsEnumerable(key: PropertyKey): boolean;
}
interface ObjectConstructor {
  new (value?: any): Object;
  (): any;
  (value: any): any;
  readonly prototype: Object;
  assign<T extends {}, A>(target: T, source: A): T & A;
  assign<T extends {}, A, B>(target: T, first: A, second: B): T & A & B;
  assign<T extends {}, A, B, C>(target: T, first: A, second: B, third: C): T & A & B & C;
  assign(target: object, ...sources: any[]): any;
  create(prototype: object | null): any;
  create(prototype: object | null, properties: PropertyDescriptorMap & ThisType<any>): any;
  defineProperties<T>(target: T, properties: PropertyDescriptorMap & ThisType<any>): T;
  defineProperty<T>(target: T, key: PropertyKey, descriptor: PropertyDescriptor & ThisType<any>): T;
  entries<T>(value: { [key: string]: T } | ArrayLike<T>): [string, T][];
  entries(value: {}): [string, any][];
  freeze<F extends Function>(value: F): F;
  freeze<T extends { [key: string]: K | null | undefined | object }, K extends string | number | boolean | symbol>(
    value: T,
  ): Readonly<T>;
  freeze<T>(value: T): Readonly<T>;
  fromEntries<T = any>(entries: Iterable<readonly [PropertyKey, T]>): { [key: string]: T };
  fromEntries(entries: Iterable<readonly any[]>): any;
  getOwnPropertyDescriptor(value: any, key: PropertyKey): PropertyDescriptor | undefined;
  getOwnPropertyDescriptors<T>(
    value: T,
  ): { [K in keyof T]: TypedPropertyDescriptor<T[K]> } & { [key: string]: PropertyDescriptor };
  getOwnPropertyNames(value: any): string[];
  getOwnPropertySymbols(value: any): symbol[];
  getPrototypeOf(value: any): any;
  groupBy<K extends PropertyKey, T>(
    items: Iterable<T>,
    keyOf: (item: T, index: number) => K,
  ): Partial<Record<K, T[]>>;
  hasOwn(value: object, key: PropertyKey): boolean;
  is(left: any, right: any): boolean;
  isExtensible(value: any): boolean;
  isFrozen(value: any): boolean;
  isSealed(value: any): boolean;
  keys(value: {}): string[];
  preventExtensions<T>(value: T): T;
  seal<T>(value: T): T;
  setPrototypeOf(value: any, prototype: object | null): any;
  values<T>(value: { [key: string]: T } | ArrayLike<T>): T[];
  values(value: {}): any[];
}
declare var Object: ObjectConstructor;

interface Function {
  apply(this: Function, receiver: any, values?: any): any;
  call(this: Function, receiver: any, ...values: any[]): any;
  bind(this: Function, receiver: any, ...values: any[]): any;
  toString(): string;
  prototype: any;
  readonly length: number;
  readonly name: string;
  [Symbol.hasInstance](value: any): boolean;
}
/** Functions are not made from text. */
interface FunctionConstructor {
  new (code: never): Function;
  (code: never): Function;
  readonly prototype: Function;
}
declare var Function: FunctionConstructor;

/** What 'call', 'apply' and 'bind' are of a function that can be called. */
interface CallableFunction extends Function {
  apply<T, R>(this: (this: T) => R, receiver: T): R;
  apply<T, A extends any[], R>(this: (this: T, ...values: A) => R, receiver: T, values: A): R;
  call<T, A extends any[], R>(this: (this: T, ...values: A) => R, receiver: T, ...values: A): R;
  bind<T>(this: T, receiver: ThisParameterType<T>): OmitThisParameter<T>;
  bind<T, A extends any[], B extends any[], R>(
    this: (this: T, ...values: [...A, ...B]) => R,
    receiver: T,
    ...values: A
  ): (...values: B) => R;
}
/** \u2026 and of a class. */
interface NewableFunction extends Function {
  apply<T>(this: new () => T, receiver: T): void;
  apply<T, A extends any[]>(this: new (...values: A) => T, receiver: T, values: A): void;
  call<T, A extends any[]>(this: new (...values: A) => T, receiver: T, ...values: A): void;
  bind<T>(this: T, receiver: any): T;
  bind<A extends any[], B extends any[], R>(
    this: new (...values: [...A, ...B]) => R,
    receiver: any,
    ...values: A
  ): new (...values: B) => R;
}
interface IArguments {
  [index: number]: any;
  length: number;
  callee: Function;
  [Symbol.iterator](): ArrayIterator<any>;
}

interface String {
  readonly length: number;
  readonly [index: number]: string;
  at(index: number): string | undefined;
  charAt(position: number): string;
  charCodeAt(position: number): number;
  codePointAt(position: number): number | undefined;
  concat(...texts: string[]): string;
  endsWith(part: string, end?: number): boolean;
  includes(part: string, start?: number): boolean;
  indexOf(part: string, start?: number): number;
  isWellFormed(): boolean;
  lastIndexOf(part: string, start?: number): number;
  /** In the root locale; throws a RangeError for text beyond Latin-1. */
  localeCompare(other: string): number;
  /** Throws a RangeError for text beyond Latin-1. */
  normalize(form?: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string;
  padEnd(length: number, filler?: string): string;
  padStart(length: number, filler?: string): string;
  repeat(count: number): string;
  replace(part: string, replacement: string): string;
  replace(part: string, replacer: (match: string, position: number, text: string) => string): string;
  replaceAll(part: string, replacement: string): string;
  replaceAll(part: string, replacer: (match: string, position: number, text: string) => string): string;
  slice(start?: number, end?: number): string;
  split(separator: string, limit?: number): string[];
  startsWith(part: string, start?: number): boolean;
  /** @deprecated use slice */
  substr(start: number, length?: number): string;
  substring(start: number, end?: number): string;
  toLocaleLowerCase(): string;
  toLocaleUpperCase(): string;
  toLowerCase(): string;
  toString(): string;
  toUpperCase(): string;
  toWellFormed(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
  valueOf(): string;
  [Symbol.iterator](): StringIterator<string>;
}
interface StringConstructor {
  new (value?: any): String;
  (value?: any): string;
  readonly prototype: String;
  fromCharCode(...units: number[]): string;
  fromCodePoint(...points: number[]): string;
  raw(template: { raw: readonly string[] | ArrayLike<string> }, ...values: any[]): string;
}
declare var String: StringConstructor;

interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}

interface Number {
  toExponential(digits?: number): string;
  toFixed(digits?: number): string;
  toLocaleString(): string;
  toPrecision(digits?: number): string;
  toString(radix?: number): string;
  valueOf(): number;
}
interface NumberConstructor {
  new (value?: any): Number;
  (value?: any): number;
  readonly prototype: Number;
  readonly EPSILON: number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MAX_VALUE: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly MIN_VALUE: number;
  readonly NaN: number;
  readonly NEGATIVE_INFINITY: number;
  readonly POSITIVE_INFINITY: number;
  isFinite(value: unknown): boolean;
  isInteger(value: unknown): boolean;
  isNaN(value: unknown): boolean;
  isSafeInteger(value: unknown): boolean;
  parseFloat(text: string): number;
  parseInt(text: string, radix?: number): number;
}
declare var Number: NumberConstructor;

interface Boolean {
  toString(): string;
  valueOf(): boolean;
}
interface BooleanConstructor {
  new (value?: any): Boolean;
  <T>(value?: T): boolean;
  readonly prototype: Boolean;
}
declare var Boolean: BooleanConstructor;

interface Symbol {
  readonly description: string | undefined;
  toString(): string;
  valueOf(): symbol;
  [Symbol.toPrimitive](hint: string): symbol;
  readonly [Symbol.toStringTag]: string;
}
interface SymbolConstructor {
  (description?: string | number): symbol;
  readonly prototype: Symbol;
  for(key: string): symbol;
  keyFor(symbol: symbol): string | undefined;
  readonly asyncIterator: unique symbol;
  readonly hasInstance: unique symbol;
  readonly isConcatSpreadable: unique symbol;
  readonly iterator: unique symbol;
  readonly species: unique symbol;
  readonly toPrimitive: unique symbol;
  readonly toStringTag: unique symbol;
  readonly unscopables: unique symbol;
}
declare var Symbol: SymbolConstructor;

/** Only named by the checker: regular expressions are refused by the compiler. */
interface RegExp {}

interface Math {
  readonly E: number;
  readonly LN10: number;
  readonly LN2: number;
  readonly LOG10E: number;
  readonly LOG2E: number;
  readonly PI: number;
  readonly SQRT1_2: number;
  readonly SQRT2: number;
  abs(x: number): number;
  acos(x: number): number;
  acosh(x: number): number;
  asin(x: number): number;
  asinh(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  atanh(x: number): number;
  cbrt(x: number): number;
  ceil(x: number): number;
  clz32(x: number): number;
  cos(x: number): number;
  cosh(x: number): number;
  exp(x: number): number;
  expm1(x: number): number;
  floor(x: number): number;
  fround(x: number): number;
  hypot(...values: number[]): number;
  imul(x: number, y: number): number;
  log(x: number): number;
  log10(x: number): number;
  log1p(x: number): number;
  log2(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  pow(base: number, exponent: number): number;
  /** From the Vm's seed: the same numbers on every run. */
  random(): number;
  round(x: number): number;
  sign(x: number): number;
  sin(x: number): number;
  sinh(x: number): number;
  sqrt(x: number): number;
  tan(x: number): number;
  tanh(x: number): number;
  trunc(x: number): number;
  readonly [Symbol.toStringTag]: string;
}
declare var Math: Math;

interface JSON {
  parse(text: string, reviver?: (this: any, key: string, value: any) => any): any;
  stringify(
    value: any,
    replacer?: ((this: any, key: string, value: any) => any) | (string | number)[] | null,
    space?: string | number,
  ): string;
  readonly [Symbol.toStringTag]: string;
}
declare var JSON: JSON;

declare namespace Reflect {
  function apply<T, A extends readonly any[], R>(
    target: (this: T, ...values: A) => R,
    receiver: T,
    values: Readonly<A>,
  ): R;
  function apply(target: Function, receiver: any, values: ArrayLike<any>): any;
  function construct<A extends readonly any[], R>(
    target: new (...values: A) => R,
    values: Readonly<A>,
    newTarget?: Function,
  ): R;
  function construct(target: Function, values: ArrayLike<any>, newTarget?: Function): any;
  function defineProperty(
    target: object,
    key: PropertyKey,
    descriptor: PropertyDescriptor & ThisType<any>,
  ): boolean;
  function deleteProperty(target: object, key: PropertyKey): boolean;
  function get<T extends object, K extends PropertyKey>(
    target: T,
    key: K,
    receiver?: unknown,
  ): K extends keyof T ? T[K] : any;
  function getOwnPropertyDescriptor<T extends object, K extends PropertyKey>(
    target: T,
    key: K,
  ): TypedPropertyDescriptor<K extends keyof T ? T[K] : any> | undefined;
  function getPrototypeOf(target: object): object | null;
  function has(target: object, key: PropertyKey): boolean;
  function isExtensible(target: object): boolean;
  function ownKeys(target: object): (string | symbol)[];
  function preventExtensions(target: object): boolean;
  function set(target: object, key: PropertyKey, value: any, receiver?: any): boolean;
  function setPrototypeOf(target: object, prototype: object | null): boolean;
}

interface ErrorOptions {
  cause?: unknown;
}
interface Error {
  name: string;
  message: string;
  stack?: string;
  cause?: unknown;
}
interface ErrorConstructor {
  new (message?: string, options?: ErrorOptions): Error;
  (message?: string, options?: ErrorOptions): Error;
  readonly prototype: Error;
  captureStackTrace(target: object, above?: Function): void;
}
declare var Error: ErrorConstructor;
${['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']
  .map(
    (name) => `
interface ${name} extends Error {}
interface ${name}Constructor extends ErrorConstructor {
  new (message?: string, options?: ErrorOptions): ${name};
  (message?: string, options?: ErrorOptions): ${name};
  readonly prototype: ${name};
}
declare var ${name}: ${name}Constructor;`,
  )
  .join('')}
interface AggregateError extends Error {
  errors: any[];
}
interface AggregateErrorConstructor extends ErrorConstructor {
  new (errors: Iterable<any>, message?: string, options?: ErrorOptions): AggregateError;
  (errors: Iterable<any>, message?: string, options?: ErrorOptions): AggregateError;
  readonly prototype: AggregateError;
}
declare var AggregateError: AggregateErrorConstructor;

interface PromiseLike<T> {
  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B>;
}
interface Promise<T> {
  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(settled?: (() => void) | null): Promise<T>;
  readonly [Symbol.toStringTag]: string;
}
interface PromiseFulfilledResult<T> {
  status: 'fulfilled';
  value: T;
}
interface PromiseRejectedResult {
  status: 'rejected';
  reason: any;
}
type PromiseSettledResult<T> = PromiseFulfilledResult<T> | PromiseRejectedResult;
interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve(value: T | PromiseLike<T>): void;
  reject(reason?: any): void;
}
interface PromiseConstructor {
  new <T>(
    executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void,
  ): Promise<T>;
  readonly prototype: Promise<any>;
  all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
  all<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>[]>;
  allSettled<T extends readonly unknown[] | []>(
    values: T,
  ): Promise<{ -readonly [K in keyof T]: PromiseSettledResult<Awaited<T[K]>> }>;
  allSettled<T>(values: Iterable<T | PromiseLike<T>>): Promise<PromiseSettledResult<Awaited<T>>[]>;
  any<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  any<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  race<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  race<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>>;
  reject<T = never>(reason?: any): Promise<T>;
  resolve(): Promise<void>;
  resolve<T>(value: T): Promise<Awaited<T>>;
  resolve<T>(value: T | PromiseLike<T>): Promise<Awaited<T>>;
  try<T, A extends unknown[]>(callback: (...values: A) => T | PromiseLike<T>, ...values: A): Promise<Awaited<T>>;
  withResolvers<T>(): PromiseWithResolvers<T>;
  readonly [Symbol.species]: PromiseConstructor;
}
declare var Promise: PromiseConstructor;

/** The Promise of an async call; every async call is a Task. */
type Task<T> = Promise<T>;
`;
