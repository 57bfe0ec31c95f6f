/** Promise (ECMA-262 §27.2). The machine keeps the promises and runs their jobs; what calls code of the program is here. */
import { describe, requireCallable } from './convert';

export function promiseConstructor(this: any, executor: any): any {
  if (!$isConstructor(undefined, this)) {
    throw new TypeError("Promise constructor cannot be invoked without 'new'");
  }
  if (typeof executor !== 'function') {
    throw new TypeError(`Promise resolver ${describe(executor)} is not a function`);
  }
  const promise = $promiseNewFor(undefined, this);
  const resolvers = resolversOf(promise);
  try {
    executor(resolvers.resolve, resolvers.reject);
  } catch (error) {
    resolvers.reject(error);
  }
  return promise;
}

/** The resolving functions of a promise: the first call of either counts. */
function resolversOf(promise: any): any {
  let settled = false;
  const resolve = (value: any): any => {
    if (settled) return;
    settled = true;
    resolvePromise(promise, value);
  };
  const reject = (reason: any): any => {
    if (settled) return;
    settled = true;
    $promiseRejectWith(undefined, promise, reason);
  };
  $setFunctionName(undefined, resolve, '', 1);
  $setFunctionName(undefined, reject, '', 1);
  return { resolve, reject };
}

/** Resolves with a value; a getter `then` runs now. */
function resolvePromise(promise: any, value: any): any {
  if (!$isObject(undefined, value) || $isPromise(undefined, value)) {
    $promiseResolveWith(undefined, promise, value);
    return;
  }
  let then;
  try {
    then = value.then;
  } catch (error) {
    $promiseRejectWith(undefined, promise, error);
    return;
  }
  if (typeof then === 'function') $promiseFollow(undefined, promise, value, then);
  else $promiseFulfil(undefined, promise, value);
}

/** The job that follows a thenable; `then` is the hole when it must be read first. */
export function resolveThenable(promise: any, thenable: any, then: any): any {
  if ($isHole(undefined, then)) {
    resolvePromise(promise, thenable);
    return;
  }
  if ($isPromise(undefined, thenable) && then === promiseThenOf()) {
    $promiseThen(undefined, thenable, undefined, undefined, promise);
    return;
  }
  const resolvers = resolversOf(promise);
  try {
    $call(then, thenable, resolvers.resolve, resolvers.reject);
  } catch (error) {
    resolvers.reject(error);
  }
}

/** Promise.prototype.then as it is now. */
function promiseThenOf(): any {
  const method = $objectOwnValue(undefined, Promise.prototype, 'then');
  return method;
}

/** NewPromiseCapability of a constructor other than Promise itself. */
function capabilityOf(constructor: any): any {
  const capability: any = { promise: undefined, resolve: undefined, reject: undefined };
  if (constructor === Promise) {
    const promise = $promiseNew(undefined);
    const resolvers = resolversOf(promise);
    capability.promise = promise;
    capability.resolve = resolvers.resolve;
    capability.reject = resolvers.reject;
    return capability;
  }
  if (!$isConstructor(undefined, constructor)) {
    throw new TypeError(`${describe(constructor)} is not a constructor`);
  }
  const promise = new constructor((resolve: any, reject: any): any => {
    if (capability.resolve !== undefined || capability.reject !== undefined) {
      throw new TypeError('Promise executor has already been invoked with non-undefined arguments');
    }
    capability.resolve = resolve;
    capability.reject = reject;
  });
  if (typeof capability.resolve !== 'function' || typeof capability.reject !== 'function') {
    throw new TypeError('Promise resolve or reject function is not callable');
  }
  capability.promise = promise;
  return capability;
}

/** The constructor for promises derived from this one. */
function constructorOf(promise: any): any {
  const constructor = promise.constructor;
  if (constructor === Promise || constructor === undefined) return Promise;
  if (!$isObject(undefined, constructor))
    throw new TypeError('The .constructor property is not an object');
  const species = constructor[$wellKnownSymbol(undefined, 5)];
  return species === undefined || species === null ? Promise : species;
}

export function promiseThen(this: any, onFulfilled: any, onRejected: any): any {
  if (!$isPromise(undefined, this)) {
    throw new TypeError(
      `Method Promise.prototype.then called on incompatible receiver ${describe(this)}`,
    );
  }
  const constructor = constructorOf(this);
  const fulfilled = typeof onFulfilled === 'function' ? onFulfilled : undefined;
  const rejected = typeof onRejected === 'function' ? onRejected : undefined;
  if (constructor === Promise) {
    const derived = $promiseNew(undefined);
    $promiseThen(undefined, this, fulfilled, rejected, derived);
    return derived;
  }
  const capability = capabilityOf(constructor);
  const settle = (handler: any, value: any): any => {
    let result;
    try {
      result = handler(value);
    } catch (error) {
      $call(capability.reject, undefined, error);
      return;
    }
    $call(capability.resolve, undefined, result);
  };
  $promiseThen(
    undefined,
    this,
    (value: any): any => {
      if (fulfilled === undefined) $call(capability.resolve, undefined, value);
      else settle(fulfilled, value);
    },
    (reason: any): any => {
      if (rejected === undefined) $call(capability.reject, undefined, reason);
      else settle(rejected, reason);
    },
    undefined,
  );
  return capability.promise;
}

export function promiseCatch(this: any, onRejected: any): any {
  return this.then(undefined, onRejected);
}

export function promiseFinally(this: any, onFinally: any): any {
  if (!$isObject(undefined, this)) {
    throw new TypeError(`Promise.prototype.finally called on a non-object`);
  }
  if (typeof onFinally !== 'function') return this.then(onFinally, onFinally);
  const constructor = constructorOf(this);
  const thenFinally = (value: any): any => {
    const result = onFinally();
    return resolveWith(constructor, result).then(() => value);
  };
  const catchFinally = (reason: any): any => {
    const result = onFinally();
    return resolveWith(constructor, result).then(() => {
      throw reason;
    });
  };
  $setFunctionName(undefined, thenFinally, '', 1);
  $setFunctionName(undefined, catchFinally, '', 1);
  return this.then(thenFinally, catchFinally);
}

/** PromiseResolve. */
function resolveWith(constructor: any, value: any): any {
  if ($isPromise(undefined, value) && value.constructor === constructor) return value;
  if (constructor === Promise) {
    const promise = $promiseNew(undefined);
    resolvePromise(promise, value);
    return promise;
  }
  const capability = capabilityOf(constructor);
  $call(capability.resolve, undefined, value);
  return capability.promise;
}

function requireObject(value: any): any {
  if (!$isObject(undefined, value)) throw new TypeError('PromiseResolve called on non-object');
}

export function promiseResolve(this: any, value: any): any {
  requireObject(this);
  return resolveWith(this, value);
}

export function promiseReject(this: any, reason: any): any {
  if (this === Promise) {
    const promise = $promiseNew(undefined);
    $promiseRejectWith(undefined, promise, reason);
    return promise;
  }
  requireObject(this);
  const capability = capabilityOf(this);
  $call(capability.reject, undefined, reason);
  return capability.promise;
}

export function promiseWithResolvers(this: any): any {
  const { promise, resolve, reject } = capabilityOf(this);
  return { promise, resolve, reject };
}

export function promiseTry(this: any, callback: any, ...values: any[]): any {
  requireObject(this);
  const capability = capabilityOf(this);
  let result;
  try {
    result = $apply(callback, undefined, values);
  } catch (error) {
    $call(capability.reject, undefined, error);
    return capability.promise;
  }
  $call(capability.resolve, undefined, result);
  return capability.promise;
}

/**
 * What all combinators share: calls `each(promise, index, capability)` for what the constructor's resolve makes of each value, then
 * `end(count, capability)`.
 */
function combine(constructor: any, iterable: any, each: any, end: any): any {
  const capability = capabilityOf(constructor);
  try {
    const resolve = constructor.resolve;
    requireCallable(resolve);
    let count = 0;
    for (const value of iterable) {
      each($call(resolve, constructor, value), count, capability);
      count++;
    }
    end(count, capability);
  } catch (error) {
    $call(capability.reject, undefined, error);
  }
  return capability.promise;
}

/** Collects one result per value; `wrap…` make of it what is collected, the hole: the other function of the capability gets it. */
function collecting(onFulfilled: any, onRejected: any, finish: any): any {
  const results: any[] = [];
  let open = 1;
  const slot = (index: any, wrap: any, capability: any): any => {
    let called = false;
    const settle = (value: any): any => {
      if (called) return;
      called = true;
      results[index] = wrap(value);
      open--;
      if (open === 0) finish(results, capability);
    };
    $setFunctionName(undefined, settle, '', 1);
    return settle;
  };
  return {
    each: (promise: any, index: any, capability: any): any => {
      results[index] = undefined;
      open++;
      promise.then(
        onFulfilled === undefined ? capability.resolve : slot(index, onFulfilled, capability),
        onRejected === undefined ? capability.reject : slot(index, onRejected, capability),
      );
    },
    end: (_count: any, capability: any): any => {
      open--;
      if (open === 0) finish(results, capability);
    },
  };
}

export function promiseAll(this: any, iterable: any): any {
  const { each, end } = collecting(
    (value: any): any => value,
    undefined,
    (results: any, capability: any): any => $call(capability.resolve, undefined, results),
  );
  return combine(this, iterable, each, end);
}

export function promiseAllSettled(this: any, iterable: any): any {
  const { each, end } = settledCollector();
  return combine(this, iterable, each, end);
}

/** As `collecting`, but one flag serves both functions of a value. */
function settledCollector(): any {
  const results: any[] = [];
  let open = 1;
  const finish = (capability: any): any => {
    open--;
    if (open === 0) $call(capability.resolve, undefined, results);
  };
  return {
    each: (promise: any, index: any, capability: any): any => {
      results[index] = undefined;
      open++;
      let called = false;
      promise.then(
        (value: any): any => {
          if (called) return;
          called = true;
          results[index] = { status: 'fulfilled', value };
          finish(capability);
        },
        (reason: any): any => {
          if (called) return;
          called = true;
          results[index] = { status: 'rejected', reason };
          finish(capability);
        },
      );
    },
    end: (_count: any, capability: any): any => finish(capability),
  };
}

export function promiseAny(this: any, iterable: any): any {
  const { each, end } = collecting(
    undefined,
    (reason: any): any => reason,
    (errors: any, capability: any): any => {
      const error = new AggregateError([], 'All promises were rejected');
      $objectDefineData(undefined, error, 'errors', errors, 5);
      $call(capability.reject, undefined, error);
    },
  );
  return combine(this, iterable, each, end);
}

export function promiseRace(this: any, iterable: any): any {
  return combine(
    this,
    iterable,
    (promise: any, _index: any, capability: any): any => {
      promise.then(capability.resolve, capability.reject);
    },
    (): any => {},
  );
}

/** get Promise[Symbol.species] and its like. */
export function speciesGetter(this: any): any {
  return this;
}
