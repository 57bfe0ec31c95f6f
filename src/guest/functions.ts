/** Function.prototype. */
import { describe, listOf, toInteger } from './convert';
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

/** Index in the table of builtins of the code behind bound functions (see builtins.ts). */
const BOUND_FUNCTION = 28;

export function functionBind(this: any, receiver: any, ...bound: any[]): any {
  const target = this;
  if (typeof target !== 'function') throw new TypeError('Bind must be called on a function');
  const result = $newBound(undefined, target, receiver, bound, BOUND_FUNCTION);
  let length = 0;
  if ($objectOwnAttributes(undefined, target, 'length') >= 0) {
    const own = target.length;
    if (typeof own === 'number') length = toInteger(own) - bound.length;
  }
  const name = target.name;
  const text = `bound ${typeof name === 'string' ? name : ''}`;
  $setFunctionName(undefined, result, text, length > 0 ? length : 0);
  $objectSetPrototype(undefined, result, $objectGetPrototype(undefined, target));
  return result;
}

/** What every bound function runs; `this` is new.target, or undefined in a call. */
export function boundFunction(this: any, ...values: any[]): any {
  const target = $boundSlot(undefined, 0);
  const bound = $boundSlot(undefined, 2);
  let all = values;
  if (bound.length > 0) {
    all = [];
    $arrayAppendRange(all, bound, 0, bound.length, false);
    let index = 0;
    while (index < values.length)
      index = $arrayAppendRange(all, values, index, values.length, false);
  }
  if (this === undefined) return $apply(target, $boundSlot(undefined, 1), all);
  // Seen from outside, `new` of the bound function is `new` of its target.
  const newTarget = $boundTarget(undefined, this, BOUND_FUNCTION) === undefined ? this : target;
  return construct(target, all, newTarget);
}

/** Construct(target, values, newTarget). */
export function construct(target: any, values: any, newTarget: any): any {
  if (!$isConstructor(undefined, target))
    throw new TypeError(`${describe(target)} is not a constructor`);
  const made = $construct(target, values, newTarget);
  if (!$isHole(undefined, made)) return made;
  const object = $newObjectFor(undefined, newTarget);
  const result = $apply(target, object, values);
  return $isObject(undefined, result) ? result : object;
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
