/**
 * Names the core and the linker share: property keys, symbols and library helpers that the core reaches by number.
 * The enum and its list stand side by side; `test/core/names.test.ts` shows that they agree.
 */
// biome-ignore format: a list
export const enum KnownKey {
  EMPTY, LENGTH, PROTOTYPE, CONSTRUCTOR, NAME, MESSAGE, CAUSE, STACK, VALUE, DONE, NEXT, RETURN, THROW, THEN,
  GET, SET, ENUMERABLE, CONFIGURABLE, WRITABLE, TO_STRING, VALUE_OF, TO_JSON, INDEX, ERRORS, DEFAULT, STATUS, REASON,
  UNDEFINED, NULL, TRUE, FALSE, NUMBER, STRING, BOOLEAN, OBJECT, FUNCTION, SYMBOL, BIGINT, NAN, INFINITY, MINUS_INFINITY, ZERO, PROTO,
  // texts of errors
  MSG_NOT_A_FUNCTION, MSG_NOT_A_CONSTRUCTOR, MSG_READ_NULLISH_1, MSG_READ_NULLISH_2, MSG_SET_NULLISH_1, MSG_SET_NULLISH_2, MSG_NULLISH_END, MSG_BEFORE_INIT_1, MSG_BEFORE_INIT_2, MSG_STACK_OVERFLOW, MSG_CLASS_CALL_1, MSG_CLASS_CALL_2, MSG_READ_ONLY_1, MSG_READ_ONLY_2, MSG_NOT_EXTENSIBLE_1, MSG_NOT_EXTENSIBLE_2, MSG_NO_SETTER_1, MSG_NO_SETTER_2, MSG_REDEFINE, MSG_DELETE, MSG_NOT_ITERABLE, MSG_ARRAY_LENGTH, MSG_STRING_LENGTH, MSG_OUT_OF_MEMORY, MSG_SUPER_NOT_CALLED, MSG_SUPER_TWICE, MSG_DERIVED_RETURN, MSG_EXTENDS, MSG_INSTANCEOF, MSG_IN, MSG_SYMBOL_TO_STRING, MSG_SYMBOL_TO_NUMBER, MSG_TO_OBJECT, MSG_INCOMPATIBLE, MSG_NOT_OBJECT_PROTO, MSG_CYCLIC_PROTO, MSG_TOO_MANY_TASKS, MSG_TOO_SPARSE, MSG_ASSIGN_CONST, MSG_SELF_RESOLUTION, MSG_ITER_RESULT, MSG_OBJECT, MSG_BRACKETS, MSG_NEW_REQUIRED, MSG_BAD_ARGUMENT, MSG_FUNCTION_TEXT, MSG_CANCELLED, CANCELLED_ERROR,
  // marshalling
  MARSHAL_ERROR, MSG_COLON, MSG_MARSHAL_FUNCTION, MSG_MARSHAL_SYMBOL, MSG_MARSHAL_INSTANCE, MSG_MARSHAL_ACCESSOR, MSG_MARSHAL_BYTES, MSG_MARSHAL_VALUES, MSG_MARSHAL_UNKNOWN,
  MSG_COLLECTION_FULL,
  // objects in messages: '#<Name>' or '[object Array]'
  MSG_OF, MSG_QUOTE_OF, MSG_QUOTE_OF_OBJECT, MSG_QUOTE, MSG_NAME_START, MSG_NAME_END, MSG_ARRAY_NAME, MSG_FUNCTION_NAME, MSG_STRING_NAME, OBJECT_NAME,
  MSG_METHOD, MSG_MAP_METHOD, MSG_SET_METHOD, MSG_MAP_SIZE, MSG_SET_SIZE, MSG_RECEIVER,
  COUNT,
}

export function knownKeys(): string[] {
  // biome-ignore format: a list
  return [
    '', 'length', 'prototype', 'constructor', 'name', 'message', 'cause', 'stack', 'value', 'done', 'next', 'return', 'throw', 'then',
    'get', 'set', 'enumerable', 'configurable', 'writable', 'toString', 'valueOf', 'toJSON', 'index', 'errors', 'default', 'status', 'reason',
    'undefined', 'null', 'true', 'false', 'number', 'string', 'boolean', 'object', 'function', 'symbol', 'bigint', 'NaN', 'Infinity', '-Infinity', '0', '__proto__',
    ' is not a function',
    ' is not a constructor',
    'Cannot read properties of ',
    ' (reading \'',
    'Cannot set properties of ',
    ' (setting \'',
    '\')',
    'Cannot access \'',
    '\' before initialization',
    'Maximum call stack size exceeded',
    'Class constructor ',
    ' cannot be invoked without \'new\'',
    'Cannot assign to read only property \'',
    '\' of object',
    'Cannot add property ',
    ', object is not extensible',
    'Cannot set property ',
    ' which has only a getter',
    'Cannot redefine property: ',
    'Cannot delete property \'',
    ' is not iterable',
    'Invalid array length',
    'Invalid string length',
    'out of memory',
    'Must call super constructor in derived class before accessing \'this\' or returning from derived constructor',
    'Super constructor may only be called once',
    'Derived constructors may only return object or undefined',
    'Class extends value is not a constructor or null',
    'Right-hand side of \'instanceof\' is not callable',
    'Cannot use \'in\' operator to search for a key in a value that is not an object',
    'Cannot convert a Symbol value to a string',
    'Cannot convert a Symbol value to a number',
    'Cannot convert undefined or null to object',
    'Method called on incompatible receiver',
    'Object prototype may only be an Object or null',
    'Cyclic __proto__ value',
    'Too many tasks',
    'Array index is too far beyond the end of the array',
    'Assignment to constant variable.',
    'Chaining cycle detected for promise #<Promise>',
    'Iterator result is not an object',
    'object',
    '[object Object]',
    'Constructor requires \'new\'',
    'Invalid argument',
    'function () { [code] }',
    'the Task was cancelled',
    'CancelledError',
    'MarshalError',
    ': ',
    'is a function, which cannot be marshalled',
    'is a symbol, which cannot be marshalled',
    'is an instance of a class, which cannot be marshalled',
    'is an accessor',
    'the message is larger than maxMessageBytes',
    'the message has more values than maxMessageValues',
    'this kind of value cannot be passed to a guest yet',
    'A Map or Set cannot be larger',
    ' of ', '\' of ', '\' of object \'', '\'', '#<', '>', '[object Array]', '[object Function]', '[object String]', 'Object',
    'Method ', 'Map.prototype.', 'Set.prototype.', 'get Map.prototype.size', 'get Set.prototype.size', ' called on incompatible receiver ',
  ];
}

// biome-ignore format: a list
export const enum WellKnownSymbol {
  ITERATOR, ASYNC_ITERATOR, HAS_INSTANCE, TO_PRIMITIVE, TO_STRING_TAG, SPECIES, IS_CONCAT_SPREADABLE, UNSCOPABLES, MATCH, MATCH_ALL, REPLACE, SEARCH, SPLIT,
  COUNT,
}

export function wellKnownSymbols(): string[] {
  // biome-ignore format: a list
  return [
    'iterator', 'asyncIterator', 'hasInstance', 'toPrimitive', 'toStringTag', 'species', 'isConcatSpreadable', 'unscopables', 'match', 'matchAll', 'replace', 'search', 'split',
  ];
}

/**
 * Functions of the guest library (exported by src/guest under these names) that instructions and natives fall back to.
 * Called with `this` = undefined and the operands as arguments unless said otherwise.
 */
// biome-ignore format: a list
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
  /** (taskId, address of the global that holds the function, message with the arguments): runs a root Task to its end and reports the outcome. */
  RUN_ROOT,
  /** (): evaluates the modules in order. */
  EVALUATE_INTO,
  /** Promise jobs that are more than one native: (promise, thenable, then). */
  RESOLVE_THENABLE,
  /** (error) → text for the guest-visible stack. */
  FORMAT_STACK,
  /** (promise, message, failed): an asynchronous host call ended. */
  SETTLE_CALL,
  /** String methods beyond what their natives do, in the order of StringNative: the receiver as `this`, the same arguments. */
  STRING_CHAR_AT, STRING_CHAR_CODE_AT, STRING_CODE_POINT_AT, STRING_AT, STRING_CONCAT, STRING_ENDS_WITH, STRING_INCLUDES, STRING_INDEX_OF, STRING_LAST_INDEX_OF, STRING_PAD_END, STRING_PAD_START, STRING_REPEAT, STRING_REPLACE, STRING_REPLACE_ALL, STRING_SLICE, STRING_SPLIT, STRING_STARTS_WITH, STRING_SUBSTRING, STRING_SUBSTR, STRING_TO_LOWER_CASE, STRING_TO_UPPER_CASE, STRING_TRIM, STRING_TRIM_START, STRING_TRIM_END, STRING_LOCALE_COMPARE, STRING_IS_WELL_FORMED, STRING_TO_WELL_FORMED, STRING_NORMALIZE, STRING_FROM_CHAR_CODE, STRING_FROM_CODE_POINT, STRING_ESCAPE_JSON,
  /** Array methods beyond what their natives do, in the order of ArrayNative, and Function.prototype.call. */
  ARRAY_PUSH, ARRAY_POP, ARRAY_SHIFT, ARRAY_UNSHIFT, ARRAY_AT, ARRAY_INDEX_OF, ARRAY_LAST_INDEX_OF, ARRAY_INCLUDES, ARRAY_SLICE, ARRAY_SPLICE, ARRAY_CONCAT, ARRAY_FILL, ARRAY_REVERSE, ARRAY_JOIN, FUNCTION_CALL,
  /** Functions of Math, numbers and their texts when operands must be converted, in the order of NumberNative. */
  MATH_ABS, MATH_ACOS, MATH_ACOSH, MATH_ASIN, MATH_ASINH, MATH_ATAN, MATH_ATANH, MATH_ATAN2, MATH_CBRT, MATH_CEIL, MATH_CLZ32, MATH_COS, MATH_COSH, MATH_EXP, MATH_EXPM1, MATH_FLOOR, MATH_FROUND, MATH_HYPOT, MATH_IMUL, MATH_LOG, MATH_LOG1P, MATH_LOG10, MATH_LOG2, MATH_MAX, MATH_MIN, MATH_POW, MATH_ROUND, MATH_SIGN, MATH_SIN, MATH_SINH, MATH_SQRT, MATH_TAN, MATH_TANH, MATH_TRUNC,
  NUMBER_TO_STRING, NUMBER_TO_FIXED, NUMBER_TO_EXPONENTIAL, NUMBER_TO_PRECISION, PARSE_FLOAT, PARSE_INT, IS_NAN, IS_FINITE,
  COUNT,
}

export function libraryHelpers(): string[] {
  // biome-ignore format: a list
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
    'evaluateInto',
    'resolveThenable',
    'formatStack',
    'settleCall',
    'slowCharAt', 'slowCharCodeAt', 'slowCodePointAt', 'slowAt', 'slowConcat', 'slowEndsWith', 'slowIncludes', 'slowIndexOf', 'slowLastIndexOf', 'slowPadEnd', 'slowPadStart', 'slowRepeat', 'slowReplace', 'slowReplaceAll', 'slowSlice', 'slowSplit', 'slowStartsWith', 'slowSubstring', 'slowSubstr', 'slowToLowerCase', 'slowToUpperCase', 'slowTrim', 'slowTrimStart', 'slowTrimEnd', 'slowLocaleCompare', 'slowIsWellFormed', 'slowToWellFormed', 'slowNormalize', 'slowFromCharCode', 'slowFromCodePoint', 'slowEscapeJson',
    'slowArrayPush', 'slowArrayPop', 'slowArrayShift', 'slowArrayUnshift', 'slowArrayAt', 'slowArrayIndexOf', 'slowArrayLastIndexOf', 'slowArrayIncludes', 'slowArraySlice', 'slowArraySplice', 'slowArrayConcat', 'slowArrayFill', 'slowArrayReverse', 'slowArrayJoin', 'slowFunctionCall',
    'slowMathAbs', 'slowMathAcos', 'slowMathAcosh', 'slowMathAsin', 'slowMathAsinh', 'slowMathAtan', 'slowMathAtanh', 'slowMathAtan2', 'slowMathCbrt', 'slowMathCeil', 'slowMathClz32', 'slowMathCos', 'slowMathCosh', 'slowMathExp', 'slowMathExpm1', 'slowMathFloor', 'slowMathFround', 'slowMathHypot', 'slowMathImul', 'slowMathLog', 'slowMathLog1p', 'slowMathLog10', 'slowMathLog2', 'slowMathMax', 'slowMathMin', 'slowMathPow', 'slowMathRound', 'slowMathSign', 'slowMathSin', 'slowMathSinh', 'slowMathSqrt', 'slowMathTan', 'slowMathTanh', 'slowMathTrunc',
    'slowNumberToString', 'slowNumberToFixed', 'slowNumberToExponential', 'slowNumberToPrecision', 'slowParseFloat', 'slowParseInt', 'slowIsNaN', 'slowIsFinite',
  ];
}

/** What kind of built-in object a shape describes: decides which internal slots its objects have. */
// biome-ignore format: a list
export const enum ClassId {
  OBJECT, ARRAY, FUNCTION, ERROR, BOOLEAN, NUMBER, STRING, SYMBOL, MAP, SET, PROMISE, ITERATOR, GENERATOR, FOREIGN, DATE, UINT8_ARRAY,
  COUNT,
}

/** Kinds of error that instructions throw by number (THROWERR), in the order of `errorNames`. */
// biome-ignore format: a list
export const enum ErrorKind {
  ERROR, TYPE_ERROR, RANGE_ERROR, REFERENCE_ERROR, SYNTAX_ERROR, EVAL_ERROR, URI_ERROR, AGGREGATE_ERROR,
  COUNT,
}

export function errorNames(): string[] {
  // biome-ignore format: a list
  return ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError', 'AggregateError'];
}

/** Builtin objects the core makes itself; src/guest/builtins.ts lists them first, in this order. */
// biome-ignore format: a list
export const enum CoreBuiltin {
  OBJECT_PROTOTYPE, FUNCTION_PROTOTYPE, ARRAY_PROTOTYPE, STRING_PROTOTYPE, NUMBER_PROTOTYPE, BOOLEAN_PROTOTYPE, SYMBOL_PROTOTYPE, PROMISE_PROTOTYPE, MAP_PROTOTYPE, SET_PROTOTYPE,
  ERROR_PROTOTYPE, TYPE_ERROR_PROTOTYPE, RANGE_ERROR_PROTOTYPE, REFERENCE_ERROR_PROTOTYPE, SYNTAX_ERROR_PROTOTYPE, EVAL_ERROR_PROTOTYPE, URI_ERROR_PROTOTYPE, AGGREGATE_ERROR_PROTOTYPE,
  ITERATOR_PROTOTYPE, ARRAY_ITERATOR_PROTOTYPE, GENERATOR_PROTOTYPE, DATE_PROTOTYPE, UINT8_ARRAY_PROTOTYPE, FOREIGN_PROTOTYPE,
  /** The function behind every capability: only its template is used. */
  HOST_CALL,
  COUNT,
}

export function coreBuiltins(): string[] {
  // biome-ignore format: a list
  return [
    'Object.prototype', 'Function.prototype', 'Array.prototype', 'String.prototype', 'Number.prototype', 'Boolean.prototype', 'Symbol.prototype', 'Promise.prototype', 'Map.prototype', 'Set.prototype',
    'Error.prototype', 'TypeError.prototype', 'RangeError.prototype', 'ReferenceError.prototype', 'SyntaxError.prototype', 'EvalError.prototype', 'URIError.prototype', 'AggregateError.prototype',
    'Iterator.prototype', '%ArrayIteratorPrototype%', '%GeneratorPrototype%', 'Date.prototype', 'Uint8Array.prototype', '%ForeignPrototype%',
    '%HostCall%',
  ];
}
