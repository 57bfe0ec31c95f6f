/**
 * Names the core and the linker share: property keys, symbols and library helpers that the core reaches by number.
 * The enum and its list stand side by side; `test/core/names.test.ts` shows that they agree.
 */
export const enum KnownKey {
  EMPTY, LENGTH, PROTOTYPE, CONSTRUCTOR, NAME, MESSAGE, CAUSE, STACK, VALUE, DONE, NEXT, RETURN, THROW, THEN,
  GET, SET, ENUMERABLE, CONFIGURABLE, WRITABLE, TO_STRING, VALUE_OF, TO_JSON, INDEX, ERRORS, DEFAULT, STATUS, REASON,
  UNDEFINED, NULL, TRUE, FALSE, NUMBER, STRING, BOOLEAN, OBJECT, FUNCTION, SYMBOL, BIGINT, NAN, INFINITY, MINUS_INFINITY, ZERO, PROTO,
  COUNT,
}

export function knownKeys(): string[] {
  return [
    '', 'length', 'prototype', 'constructor', 'name', 'message', 'cause', 'stack', 'value', 'done', 'next', 'return', 'throw', 'then',
    'get', 'set', 'enumerable', 'configurable', 'writable', 'toString', 'valueOf', 'toJSON', 'index', 'errors', 'default', 'status', 'reason',
    'undefined', 'null', 'true', 'false', 'number', 'string', 'boolean', 'object', 'function', 'symbol', 'bigint', 'NaN', 'Infinity', '-Infinity', '0', '__proto__',
  ];
}

export const enum WellKnownSymbol {
  ITERATOR, ASYNC_ITERATOR, HAS_INSTANCE, TO_PRIMITIVE, TO_STRING_TAG, SPECIES, IS_CONCAT_SPREADABLE, UNSCOPABLES, MATCH, MATCH_ALL, REPLACE, SEARCH, SPLIT,
  COUNT,
}

export function wellKnownSymbols(): string[] {
  return [
    'iterator', 'asyncIterator', 'hasInstance', 'toPrimitive', 'toStringTag', 'species', 'isConcatSpreadable', 'unscopables', 'match', 'matchAll', 'replace', 'search', 'split',
  ];
}

/**
 * Functions of the guest library (exported by src/guest under these names) that instructions and natives fall back to.
 * Called with `this` = undefined and the operands as arguments unless said otherwise.
 */
export const enum LibraryHelper {
  /** Operators whose operands are objects: (left, right) → result. */
  ADD, SUB, MUL, DIV, MOD, EXP, BAND, BOR, BXOR, SHL, SHR, USHR, NEG, PLUS, BNOT, INC, DEC, TO_NUMERIC,
  LT, LE, GT, GE, EQ, NE, INSTANCEOF,
  TO_STRING, TO_KEY,
  /** Element access with an object as key: (object, key), (object, key, value). */
  GET_ELEMENT, SET_ELEMENT, DELETE_ELEMENT, DEFINE_ELEMENT, IN_ELEMENT,
  /** (array, iterable): appends. */
  APPEND_ITERABLE,
  /** (iterable) → iterator; (iterator, next) → {value, done}; (iterator): return() with checks; the same, quiet. */
  GET_ITERATOR, ITERATOR_NEXT, ITERATOR_CLOSE, ITERATOR_CLOSE_QUIET,
  FOR_IN_KEYS,
  /** (target, source, excluded keys or undefined). */
  COPY_PROPERTIES,
  /** (taskId, function, arguments array): runs a root Task to its end and reports the outcome. */
  RUN_ROOT,
  /** (): evaluates the modules in order. */
  EVALUATE_MODULES,
  /** Promise jobs that are more than one native: (promise, thenable, then). */
  RESOLVE_THENABLE,
  /** (error) → text for the guest-visible stack. */
  FORMAT_STACK,
  COUNT,
}

export function libraryHelpers(): string[] {
  return [
    'opAdd', 'opSub', 'opMul', 'opDiv', 'opMod', 'opExp', 'opBitAnd', 'opBitOr', 'opBitXor', 'opShiftLeft', 'opShiftRight', 'opShiftRightUnsigned',
    'opNegate', 'opPlus', 'opBitNot', 'opIncrement', 'opDecrement', 'opToNumeric',
    'opLess', 'opLessEqual', 'opGreater', 'opGreaterEqual', 'opEqual', 'opNotEqual', 'opInstanceof',
    'opToString', 'opToKey',
    'getElement', 'setElement', 'deleteElement', 'defineElement', 'inElement',
    'appendIterable',
    'getIterator', 'iteratorNext', 'iteratorClose', 'iteratorCloseQuiet',
    'forInKeys',
    'copyProperties',
    'runRoot',
    'evaluateModules',
    'resolveThenable',
    'formatStack',
  ];
}

/** What kind of built-in object a shape describes: decides which internal slots its objects have. */
export const enum ClassId {
  OBJECT, ARRAY, FUNCTION, ERROR, BOOLEAN, NUMBER, STRING, SYMBOL, MAP, SET, PROMISE, ITERATOR, GENERATOR, FOREIGN, DATE, UINT8_ARRAY,
  COUNT,
}

/** Kinds of error that instructions throw by number (THROWERR), in the order of `errorNames`. */
export const enum ErrorKind {
  ERROR, TYPE_ERROR, RANGE_ERROR, REFERENCE_ERROR, SYNTAX_ERROR, EVAL_ERROR, URI_ERROR, AGGREGATE_ERROR,
  COUNT,
}

export function errorNames(): string[] {
  return ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError', 'AggregateError'];
}
