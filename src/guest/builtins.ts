/**
 * The table of builtin objects: what a program finds under each name, and what runs behind it. The core's own builtins
 * come first, in the order of `coreBuiltins()`, then those that library code knows by number, then the rest.
 */
import { coreBuiltins, errorNames, wellKnownSymbols } from '../../assembly/names';
import type {
  BuiltinObject,
  BuiltinPropertyRow,
  BuiltinTable,
  FunctionReference,
} from '../bytecode/builtin-table';

/** Attributes: 1 writable, 2 enumerable, 4 configurable. */
const CONFIGURABLE = 4;

/** What follows the core's builtins, in the order that iteration.ts has numbers for. */
const NUMBERED = ['%StringIteratorPrototype%', '%MapIteratorPrototype%', '%SetIteratorPrototype%'];
/** … and functions.ts and operators.ts for this one. */
const BOUND_FUNCTION = '%BoundFunction%';
const FIRST_NUMBER = 25;

// ---- References and properties ----

/** A function of the guest library. */
const library = (name: string, length: number, from: string): FunctionReference => ({
  library: from,
  name,
  length,
});

/** A native of the core. */
const native = (name: string, length: number, from: string): FunctionReference => ({
  native: from,
  name,
  length,
});

const method = (key: string, call: FunctionReference): BuiltinPropertyRow => ({
  key,
  value: { function: call },
});

/** Methods of the library: 'name:length:function'. */
const methods = (...rows: string[]): BuiltinPropertyRow[] =>
  rows.map((row) => {
    const [name, length, from] = row.split(':');
    return method(name, library(name, Number(length), from));
  });

/** Methods that are natives: 'name:length:native'. */
const natives = (...rows: string[]): BuiltinPropertyRow[] =>
  rows.map((row) => {
    const [name, length, from] = row.split(':');
    return method(name, native(name, Number(length), from));
  });

const constant = (key: string, value: number | string, attributes = 0): BuiltinPropertyRow => ({
  key,
  value: { constant: value },
  attributes,
});

const builtin = (key: string, name: string): BuiltinPropertyRow => ({
  key,
  value: { builtin: name },
});

const getter = (key: string, call: FunctionReference): BuiltinPropertyRow => ({
  key,
  value: { getter: call },
});

const tag = (text: string): BuiltinPropertyRow => constant('@@toStringTag', text, CONFIGURABLE);

/** get [Symbol.species] of a constructor. */
const species = getter('@@species', library('get [Symbol.species]', 0, 'speciesGetter'));

// ---- Objects ----

const object = (
  name: string,
  properties: BuiltinPropertyRow[],
  extra: Partial<BuiltinObject> = {},
): BuiltinObject => ({ name, kind: 'object', prototype: 'Object.prototype', properties, ...extra });

/** A function that stands in the table because it is reached by name, or from two places. */
const functionObject = (
  name: string,
  call: FunctionReference,
  properties: BuiltinPropertyRow[] = [],
  extra: Partial<BuiltinObject> = {},
): BuiltinObject => ({
  name,
  kind: 'function',
  call,
  properties: [
    constant('length', call.length ?? 0, CONFIGURABLE),
    constant('name', call.name ?? '', CONFIGURABLE),
    ...properties,
  ],
  ...extra,
});

const globalFunction = (name: string, call: FunctionReference): BuiltinObject =>
  functionObject(name, call, [], { global: true });

/** A constructor with its prototype object. */
const constructor = (
  name: string,
  length: number,
  from: string,
  properties: BuiltinPropertyRow[],
  extra: Partial<BuiltinObject> = {},
): BuiltinObject =>
  functionObject(
    name,
    { library: from, name, length, construct: true },
    [{ key: 'prototype', value: { builtin: `${name}.prototype` }, attributes: 0 }, ...properties],
    { global: true, ...extra },
  );

const own = (name: string): BuiltinPropertyRow => builtin('constructor', name);

// ---- Prototypes that the core reaches by number ----

const prototypes: Record<string, () => BuiltinObject> = {
  'Object.prototype': () =>
    object(
      'Object.prototype',
      [
        own('Object'),
        ...methods(
          'hasOwnProperty:1:hasOwnProperty',
          'isPrototypeOf:1:isPrototypeOf',
          'propertyIsEnumerable:1:propertyIsEnumerable',
          'toLocaleString:0:objectToLocaleString',
          'toString:0:objectToString',
          'valueOf:0:objectValueOf',
        ),
        {
          key: '__proto__',
          value: {
            getter: library('get __proto__', 0, 'protoGetter'),
            setter: library('set __proto__', 1, 'protoSetter'),
          },
        },
      ],
      { prototype: null },
    ),
  'Function.prototype': () =>
    functionObject(
      'Function.prototype',
      library('', 0, 'functionPrototype'),
      [
        own('Function'),
        ...methods('apply:2:functionApply', 'bind:1:functionBind'),
        ...natives('call:1:functionCall'),
        ...methods('toString:0:functionToString'),
        {
          ...method('@@hasInstance', library('[Symbol.hasInstance]', 1, 'functionHasInstance')),
          attributes: 0,
        },
      ],
      { prototype: 'Object.prototype' },
    ),
  'Array.prototype': () => ({
    name: 'Array.prototype',
    kind: 'array',
    prototype: 'Object.prototype',
    properties: [
      own('Array'),
      ...natives('at:1:arrayAt', 'concat:1:arrayConcat'),
      ...methods('copyWithin:2:arrayCopyWithin'),
      ...natives('fill:1:arrayFill'),
      ...methods(
        'find:1:arrayFind',
        'findIndex:1:arrayFindIndex',
        'findLast:1:arrayFindLast',
        'findLastIndex:1:arrayFindLastIndex',
      ),
      ...natives('lastIndexOf:1:arrayLastIndexOf', 'pop:0:arrayPop', 'push:1:arrayPush'),
      ...natives('reverse:0:arrayReverse', 'shift:0:arrayShift', 'unshift:1:arrayUnshift'),
      ...natives('slice:2:arraySlice'),
      ...methods('sort:1:arraySort'),
      ...natives('splice:2:arraySplice', 'includes:1:arrayIncludes', 'indexOf:1:arrayIndexOf'),
      ...natives('join:1:arrayJoin'),
      ...methods('keys:0:arrayKeys', 'entries:0:arrayEntries'),
      builtin('values', '%Array.prototype.values%'),
      ...methods(
        'forEach:1:arrayForEach',
        'filter:1:arrayFilter',
        'flat:0:arrayFlat',
        'flatMap:1:arrayFlatMap',
        'map:1:arrayMap',
        'every:1:arrayEvery',
        'some:1:arraySome',
        'reduce:1:arrayReduce',
        'reduceRight:1:arrayReduceRight',
        'toLocaleString:0:arrayToLocaleString',
        'toReversed:0:arrayToReversed',
        'toSorted:1:arrayToSorted',
        'toSpliced:2:arrayToSpliced',
        'toString:0:arrayToString',
        'with:2:arrayWith',
      ),
      builtin('@@iterator', '%Array.prototype.values%'),
    ],
  }),
  'String.prototype': () =>
    object('String.prototype', [
      constant('length', 0),
      own('String'),
      ...natives(
        'at:1:stringAt',
        'charAt:1:stringCharAt',
        'charCodeAt:1:stringCharCodeAt',
        'codePointAt:1:stringCodePointAt',
        'concat:1:stringConcat',
        'endsWith:1:stringEndsWith',
        'includes:1:stringIncludes',
        'indexOf:1:stringIndexOf',
        'isWellFormed:0:stringIsWellFormed',
        'lastIndexOf:1:stringLastIndexOf',
        'localeCompare:1:stringLocaleCompare',
        'normalize:0:stringNormalize',
        'padEnd:1:stringPadEnd',
        'padStart:1:stringPadStart',
        'repeat:1:stringRepeat',
        'replace:2:stringReplaceString',
        'replaceAll:2:stringReplaceAllString',
        'slice:2:stringSlice',
        'split:2:stringSplit',
        'substr:2:stringSubstr',
        'substring:2:stringSubstring',
        'startsWith:1:stringStartsWith',
        'toWellFormed:0:stringToWellFormed',
        'trim:0:stringTrim',
        'trimStart:0:stringTrimStart',
        'trimEnd:0:stringTrimEnd',
        'toLowerCase:0:stringToLowerCase',
        'toUpperCase:0:stringToUpperCase',
      ),
      method('toLocaleLowerCase', native('toLocaleLowerCase', 0, 'stringToLowerCase')),
      method('toLocaleUpperCase', native('toLocaleUpperCase', 0, 'stringToUpperCase')),
      ...methods(
        'match:1:stringMatch',
        'matchAll:1:stringMatchAll',
        'search:1:stringSearchPattern',
        'toString:0:stringToString',
        'valueOf:0:stringValueOf',
      ),
      method('@@iterator', library('[Symbol.iterator]', 0, 'stringIterator')),
    ]),
  'Number.prototype': () =>
    object('Number.prototype', [
      own('Number'),
      ...natives(
        'toExponential:1:numberToExponential',
        'toFixed:1:numberToFixed',
        'toPrecision:1:numberToPrecision',
        'toString:1:numberToString',
      ),
      ...methods('valueOf:0:numberValueOf', 'toLocaleString:0:numberToLocaleString'),
    ]),
  'Boolean.prototype': () =>
    object('Boolean.prototype', [
      own('Boolean'),
      ...methods('toString:0:booleanToString', 'valueOf:0:booleanValueOf'),
    ]),
  'Symbol.prototype': () =>
    object('Symbol.prototype', [
      own('Symbol'),
      ...methods('toString:0:symbolToString', 'valueOf:0:symbolValueOf'),
      getter('description', library('get description', 0, 'symbolDescriptionGetter')),
      tag('Symbol'),
      {
        ...method('@@toPrimitive', library('[Symbol.toPrimitive]', 1, 'symbolToPrimitive')),
        attributes: CONFIGURABLE,
      },
    ]),
  'Promise.prototype': () =>
    object('Promise.prototype', [
      own('Promise'),
      ...methods('then:2:promiseThen', 'catch:1:promiseCatch', 'finally:1:promiseFinally'),
      tag('Promise'),
    ]),
  'Map.prototype': () =>
    object('Map.prototype', [
      own('Map'),
      ...natives(
        'get:1:mapGet',
        'set:2:mapSet',
        'has:1:mapHas',
        'delete:1:mapDelete',
        'clear:0:mapClear',
      ),
      builtin('entries', '%Map.prototype.entries%'),
      ...methods('forEach:1:mapForEach', 'keys:0:mapKeys'),
      getter('size', native('get size', 0, 'mapSize')),
      ...methods('values:0:mapValues'),
      tag('Map'),
      builtin('@@iterator', '%Map.prototype.entries%'),
    ]),
  'Set.prototype': () =>
    object('Set.prototype', [
      own('Set'),
      ...natives('has:1:setHas', 'add:1:setAdd', 'delete:1:setDelete', 'clear:0:setClear'),
      ...methods('entries:0:setEntries', 'forEach:1:setForEach'),
      getter('size', native('get size', 0, 'setSize')),
      builtin('values', '%Set.prototype.values%'),
      builtin('keys', '%Set.prototype.values%'),
      ...methods(
        'union:1:setUnion',
        'intersection:1:setIntersection',
        'difference:1:setDifference',
        'symmetricDifference:1:setSymmetricDifference',
        'isSubsetOf:1:setIsSubsetOf',
        'isSupersetOf:1:setIsSupersetOf',
        'isDisjointFrom:1:setIsDisjointFrom',
      ),
      tag('Set'),
      builtin('@@iterator', '%Set.prototype.values%'),
    ]),
  'Iterator.prototype': () =>
    object('Iterator.prototype', [
      own('Iterator'),
      method('@@iterator', library('[Symbol.iterator]', 0, 'iteratorSelf')),
    ]),
  '%ArrayIteratorPrototype%': () => iteratorPrototype('%ArrayIteratorPrototype%', 'Array Iterator'),
  '%GeneratorPrototype%': () =>
    object('%GeneratorPrototype%', [], { prototype: 'Iterator.prototype' }),
  'Date.prototype': () => object('Date.prototype', [own('Date')]),
  'Uint8Array.prototype': () => object('Uint8Array.prototype', []),
  '%ForeignPrototype%': () => object('%ForeignPrototype%', []),
  '%HostCall%': () => functionObject('%HostCall%', native('', 0, 'hostCall')),
};

const iteratorPrototype = (name: string, title: string): BuiltinObject =>
  object(name, [...methods('next:0:iteratorObjectNext'), tag(title)], {
    prototype: 'Iterator.prototype',
  });

const errorPrototype = (name: string): BuiltinObject =>
  object(
    `${name}.prototype`,
    [
      own(name),
      { key: 'name', value: { constant: name }, attributes: 5 },
      { key: 'message', value: { constant: '' }, attributes: 5 },
      ...(name === 'Error'
        ? [
            ...methods('toString:0:errorToString'),
            {
              key: 'stack',
              value: {
                getter: library('get stack', 0, 'errorStack'),
                setter: library('set stack', 1, 'setErrorStack'),
              },
            },
          ]
        : []),
    ],
    { prototype: name === 'Error' ? 'Object.prototype' : 'Error.prototype' },
  );

function coreBuiltin(name: string): BuiltinObject {
  const make = prototypes[name];
  if (make) return make();
  const error = errorNames().find((known) => name === `${known}.prototype`);
  if (error) return errorPrototype(error);
  throw new Error(`the builtin table does not describe '${name}'`);
}

// ---- Constructors and namespaces ----

const constructors = (): BuiltinObject[] => [
  constructor('Object', 1, 'objectConstructor', [
    ...methods(
      'assign:2:objectAssign',
      'getOwnPropertyDescriptor:2:objectGetOwnPropertyDescriptor',
      'getOwnPropertyDescriptors:1:objectGetOwnPropertyDescriptors',
      'getOwnPropertyNames:1:objectGetOwnPropertyNames',
      'getOwnPropertySymbols:1:objectGetOwnPropertySymbols',
      'hasOwn:2:objectHasOwn',
      'is:2:objectIs',
      'preventExtensions:1:objectPreventExtensions',
      'seal:1:objectSeal',
      'create:2:objectCreate',
      'defineProperties:2:objectDefineProperties',
      'defineProperty:3:objectDefineProperty',
      'freeze:1:objectFreeze',
      'getPrototypeOf:1:objectGetPrototypeOf',
      'setPrototypeOf:2:objectSetPrototypeOf',
      'isExtensible:1:objectIsExtensible',
      'isFrozen:1:objectIsFrozen',
      'isSealed:1:objectIsSealed',
      'keys:1:objectKeys',
      'entries:1:objectEntries',
      'fromEntries:1:objectFromEntries',
      'values:1:objectValues',
      'groupBy:2:objectGroupBy',
    ),
  ]),
  constructor('Function', 1, 'functionConstructor', []),
  constructor('Array', 1, 'arrayConstructor', [
    ...natives('isArray:1:arrayIsArray'),
    ...methods('from:1:arrayFrom', 'of:0:arrayOf'),
    species,
  ]),
  constructor('String', 1, 'stringConstructor', [
    ...natives('fromCharCode:1:stringFromCharCode', 'fromCodePoint:1:stringFromCodePoint'),
    ...methods('raw:1:stringRaw'),
  ]),
  constructor('Number', 1, 'numberConstructor', [
    ...natives(
      'isFinite:1:numberIsFinite',
      'isInteger:1:numberIsInteger',
      'isNaN:1:numberIsNaN',
      'isSafeInteger:1:numberIsSafeInteger',
    ),
    builtin('parseFloat', 'parseFloat'),
    builtin('parseInt', 'parseInt'),
    constant('MAX_VALUE', Number.MAX_VALUE),
    constant('MIN_VALUE', Number.MIN_VALUE),
    constant('NaN', Number.NaN),
    constant('NEGATIVE_INFINITY', Number.NEGATIVE_INFINITY),
    constant('POSITIVE_INFINITY', Number.POSITIVE_INFINITY),
    constant('MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER),
    constant('MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER),
    constant('EPSILON', Number.EPSILON),
  ]),
  constructor('Boolean', 1, 'booleanConstructor', []),
  constructor('Symbol', 0, 'symbolConstructor', [
    ...methods('for:1:symbolFor', 'keyFor:1:symbolKeyFor'),
    ...wellKnownSymbols().map((symbol) => ({ key: symbol, value: { symbol } })),
  ]),
  constructor('Promise', 1, 'promiseConstructor', [
    ...methods(
      'all:1:promiseAll',
      'allSettled:1:promiseAllSettled',
      'any:1:promiseAny',
      'race:1:promiseRace',
      'resolve:1:promiseResolve',
      'reject:1:promiseReject',
      'withResolvers:0:promiseWithResolvers',
      'try:1:promiseTry',
    ),
    species,
  ]),
  constructor('Map', 0, 'mapConstructor', [...methods('groupBy:2:mapGroupBy'), species]),
  constructor('Set', 0, 'setConstructor', [species]),
  constructor('WeakMap', 0, 'weakMapConstructor', []),
  object('WeakMap.prototype', [
    own('WeakMap'),
    ...natives('delete:1:mapDelete', 'get:1:mapGet', 'has:1:mapHas'),
    ...methods('set:2:weakMapSet'),
    tag('WeakMap'),
  ]),
  constructor('WeakSet', 0, 'weakSetConstructor', []),
  object('WeakSet.prototype', [
    own('WeakSet'),
    ...natives('delete:1:setDelete', 'has:1:setHas'),
    ...methods('add:1:weakSetAdd'),
    tag('WeakSet'),
  ]),
  constructor('Iterator', 0, 'iteratorConstructor', []),
  constructor('Date', 7, 'unsupportedDate', []),
  constructor('RegExp', 2, 'unsupportedRegExp', []),
  object('RegExp.prototype', [own('RegExp')]),
  constructor('BigInt', 1, 'unsupportedBigInt', []),
  object('BigInt.prototype', [own('BigInt')]),
  ...errorNames().map(errorConstructor),
];

function errorConstructor(name: string): BuiltinObject {
  const first = name.startsWith('URI') ? 'uri' : name[0].toLowerCase() + name.slice(1, 3);
  const from = `${first}${name.slice(3)}Constructor`;
  const isBase = name === 'Error';
  return constructor(
    name,
    name === 'AggregateError' ? 2 : 1,
    from,
    isBase ? methods('captureStackTrace:1:captureStackTrace') : [],
    isBase ? {} : { prototype: 'Error' },
  );
}

const mathFunctions = [
  'abs:1',
  'acos:1',
  'acosh:1',
  'asin:1',
  'asinh:1',
  'atan:1',
  'atanh:1',
  'atan2:2',
  'ceil:1',
  'cbrt:1',
  'expm1:1',
  'clz32:1',
  'cos:1',
  'cosh:1',
  'exp:1',
  'floor:1',
  'fround:1',
  'hypot:2',
  'imul:2',
  'log:1',
  'log1p:1',
  'log2:1',
  'log10:1',
  'max:2',
  'min:2',
  'pow:2',
  'random:0',
  'round:1',
  'sign:1',
  'sin:1',
  'sinh:1',
  'sqrt:1',
  'tan:1',
  'tanh:1',
  'trunc:1',
];

const namespaces = (): BuiltinObject[] => [
  object(
    'Math',
    [
      ...natives(
        ...mathFunctions.map((row) => `${row}:math${row[0].toUpperCase()}${row.slice(1, -2)}`),
      ),
      constant('E', Math.E),
      constant('LN10', Math.LN10),
      constant('LN2', Math.LN2),
      constant('LOG10E', Math.LOG10E),
      constant('LOG2E', Math.LOG2E),
      constant('PI', Math.PI),
      constant('SQRT1_2', Math.SQRT1_2),
      constant('SQRT2', Math.SQRT2),
      tag('Math'),
    ],
    { global: true },
  ),
  object('JSON', [...methods('parse:2:jsonParse', 'stringify:3:jsonStringify'), tag('JSON')], {
    global: true,
  }),
  object(
    'Reflect',
    [
      ...methods(
        'defineProperty:3:reflectDefineProperty',
        'deleteProperty:2:reflectDeleteProperty',
        'apply:3:reflectApply',
        'construct:2:reflectConstruct',
        'get:2:reflectGet',
        'getOwnPropertyDescriptor:2:reflectGetOwnPropertyDescriptor',
        'getPrototypeOf:1:reflectGetPrototypeOf',
        'has:2:reflectHas',
        'isExtensible:1:reflectIsExtensible',
        'ownKeys:1:reflectOwnKeys',
        'preventExtensions:1:reflectPreventExtensions',
        'set:3:reflectSet',
        'setPrototypeOf:2:reflectSetPrototypeOf',
      ),
      tag('Reflect'),
    ],
    { global: true },
  ),
  object(
    'console',
    methods(
      'log:0:consoleLog',
      'warn:0:consoleWarn',
      'error:0:consoleError',
      'info:0:consoleInfo',
      'debug:0:consoleDebug',
    ),
    { global: true },
  ),
];

const globalFunctions = (): BuiltinObject[] => [
  globalFunction('parseInt', native('parseInt', 2, 'parseInt')),
  globalFunction('parseFloat', native('parseFloat', 1, 'parseFloat')),
  globalFunction('isNaN', native('isNaN', 1, 'isNaN')),
  globalFunction('isFinite', native('isFinite', 1, 'isFinite')),
  globalFunction('queueMicrotask', library('queueMicrotask', 1, 'queueMicrotaskFunction')),
  globalFunction('setTimeout', library('setTimeout', 2, 'setTimeoutFunction')),
  globalFunction('clearTimeout', library('clearTimeout', 1, 'clearTimer')),
  globalFunction('setInterval', library('setInterval', 2, 'setIntervalFunction')),
  globalFunction('clearInterval', library('clearInterval', 1, 'clearTimer')),
  globalFunction('structuredClone', library('structuredClone', 1, 'structuredCloneFunction')),
  globalFunction('encodeURIComponent', library('encodeURIComponent', 1, 'encodeUriComponent')),
  globalFunction('decodeURIComponent', library('decodeURIComponent', 1, 'decodeUriComponent')),
  globalFunction('encodeURI', library('encodeURI', 1, 'encodeUri')),
  globalFunction('decodeURI', library('decodeURI', 1, 'decodeUri')),
];

/** globalThis holds everything that has a name, and is `globalThis` itself. */
const globalObject = (named: readonly BuiltinObject[]): BuiltinObject =>
  object(
    'globalThis',
    [
      ...named.filter(({ global }) => global).map(({ name }) => builtin(name, name)),
      builtin('globalThis', 'globalThis'),
      constant('undefined', undefined as never),
      constant('NaN', Number.NaN),
      constant('Infinity', Number.POSITIVE_INFINITY),
    ],
    { global: true },
  );

/** Every builtin object, by builtin index. */
export function builtinTable(): BuiltinTable {
  const core = coreBuiltins().map(coreBuiltin);
  if (core.length !== FIRST_NUMBER) {
    throw new Error(`iteration.ts counts on ${FIRST_NUMBER} builtins of the core`);
  }
  const numbered = NUMBERED.map((name) =>
    iteratorPrototype(name, name.slice(1, name.indexOf('Prototype')).replace('I', ' I')),
  );
  const shared = [
    functionObject(BOUND_FUNCTION, {
      library: 'boundFunction',
      name: '',
      length: 0,
      construct: true,
    }),
    functionObject('%Array.prototype.values%', library('values', 0, 'arrayValues')),
    functionObject('%Map.prototype.entries%', library('entries', 0, 'mapEntries')),
    functionObject('%Set.prototype.values%', library('values', 0, 'setValues')),
  ];
  const rest = [...constructors(), ...namespaces(), ...globalFunctions()];
  return [...core, ...numbered, ...shared, ...rest, globalObject(rest)];
}
