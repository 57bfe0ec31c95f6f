/** Error and its family. Kinds are those of `ErrorKind` in assembly/names.ts. */
import { listFromIterable } from './iteration';

function makeError(newTarget: any, kind: any, message: any, options: any): any {
  const made = $isConstructor(undefined, newTarget) ? newTarget : undefined;
  const error = $newError(undefined, made, kind);
  if (message !== undefined) $objectDefineData(undefined, error, 'message', `${message}`, 5);
  if ($isObject(undefined, options) && 'cause' in options) {
    $objectDefineData(undefined, error, 'cause', options.cause, 5);
  }
  return error;
}

export function errorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 0, message, options);
}

export function typeErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 1, message, options);
}

export function rangeErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 2, message, options);
}

export function referenceErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 3, message, options);
}

export function syntaxErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 4, message, options);
}

export function evalErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 5, message, options);
}

export function uriErrorConstructor(this: any, message: any, options: any): any {
  return makeError(this, 6, message, options);
}

export function aggregateErrorConstructor(this: any, errors: any, message: any, options: any): any {
  const error = makeError(this, 7, message, options);
  $objectDefineData(undefined, error, 'errors', listFromIterable(errors), 5);
  return error;
}

export function errorToString(this: any): any {
  if (!$isObject(undefined, this)) {
    throw new TypeError('Error.prototype.toString requires that `this` be an object');
  }
  const nameValue = this.name;
  const name = nameValue === undefined ? 'Error' : `${nameValue}`;
  const messageValue = this.message;
  const message = messageValue === undefined ? '' : `${messageValue}`;
  if (name === '') return message;
  return message === '' ? name : `${name}: ${message}`;
}

/** The first line of a stack; runs no code of the program: own and inherited data properties only. */
function headline(error: any): any {
  const name = dataProperty(error, 'name');
  const message = dataProperty(error, 'message');
  const nameText = typeof name === 'string' ? name : 'Error';
  const messageText = typeof message === 'string' ? message : '';
  if (nameText === '') return messageText;
  return messageText === '' ? nameText : `${nameText}: ${messageText}`;
}

function dataProperty(start: any, key: any): any {
  let object = start;
  while (object !== null) {
    const attributes = $objectOwnAttributes(undefined, object, key);
    if (attributes >= 0)
      return attributes & 8 ? undefined : $objectOwnValue(undefined, object, key);
    object = $objectGetPrototype(undefined, object);
  }
  return undefined;
}

/** The text of an error's captured stack. */
export function formatStack(error: any): any {
  const lines = [headline(error)];
  const depth = $errorStackDepth(undefined, error);
  for (let i = 0; i < depth; i++) {
    const name = $errorStackName(undefined, error, i);
    const file = $errorStackFile(undefined, error, i);
    const line = $errorStackLine(undefined, error, i);
    const column = $errorStackColumn(undefined, error, i);
    const place = `${file}:${line}:${column}`;
    $arrayPush(lines, name === '' ? `    at ${place}` : `    at ${name} (${place})`);
  }
  return $arrayJoin(lines, '\n');
}

export function errorStack(this: any): any {
  if ($objectClass(undefined, this) !== 3) return undefined;
  return formatStack(this);
}

/** Assigning `stack` makes it an ordinary property. */
export function setErrorStack(this: any, value: any): any {
  if ($isObject(undefined, this)) $objectDefineData(undefined, this, 'stack', value, 5);
}

/** Error.captureStackTrace(object): gives any object a stack, as in Node. */
export function captureStackTrace(object: any): any {
  if (!$isObject(undefined, object)) throw new TypeError('Invalid argument');
  const error = $newError(undefined, undefined, 0);
  const lines = [headline(object)];
  const stack = formatStack(error);
  const start = $stringIndexOf(stack, '\n');
  if (start >= 0) $arrayPush(lines, $stringSlice(stack, start + 1));
  $objectDefineData(undefined, object, 'stack', $arrayJoin(lines, '\n'), 5);
}
