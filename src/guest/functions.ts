/** Function.prototype. */
import { listOf, toInteger } from './convert';
import { hasInstance } from './operators';

/** Function.prototype itself does nothing. */
export function functionPrototype(): any {}

export function functionConstructor(): any {
  throw new EvalError('Function from text is not supported: code cannot be made at run time');
}

/** call, when a native or the machine calls it. */
export function slowFunctionCall(this: any, receiver: any, ...values: any[]): any {
  return $apply(this, receiver, values);
}

export function functionApply(this: any, receiver: any, values: any): any {
  if (typeof this !== 'function') {
    throw new TypeError('Function.prototype.apply was called on a value that is not a function');
  }
  if (values === undefined || values === null) return $call(this, receiver);
  return $apply(this, receiver, listOf(values));
}

export function functionBind(this: any, receiver: any, ...bound: any[]): any {
  const target = this;
  if (typeof target !== 'function') throw new TypeError('Bind must be called on a function');
  const count = bound.length;
  const result = (...values: any[]): any => {
    if (count === 0) return $apply(target, receiver, values);
    const all: any[] = [];
    $arrayAppendRange(all, bound, 0, count, false);
    let index = 0;
    while (index < values.length)
      index = $arrayAppendRange(all, values, index, values.length, false);
    return $apply(target, receiver, all);
  };
  let length = 0;
  if ($objectOwnAttributes(undefined, target, 'length') >= 0) {
    const own = target.length;
    if (typeof own === 'number') length = toInteger(own) - count;
  }
  const name = target.name;
  $setFunctionName(
    undefined,
    result,
    `bound ${typeof name === 'string' ? name : ''}`,
    length > 0 ? length : 0,
  );
  return result;
}

export function functionToString(this: any): any {
  if (typeof this !== 'function') {
    throw new TypeError('Function.prototype.toString requires that `this` be a Function');
  }
  return `function ${$functionName(undefined, this)}() { [native code] }`;
}

/** Function.prototype[Symbol.hasInstance]. */
export function functionHasInstance(this: any, value: any): any {
  return hasInstance(this, value);
}
