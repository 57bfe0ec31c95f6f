import { describe, expect, it } from 'vitest';
import {
  CACHE_BYTES,
  CHARACTER_BYTES,
  CODE,
  DIR_CHARACTERS,
  DIR_EMPTY_STRING,
  DIR_HELPERS,
  DIR_KEYS,
  DIR_SYMBOLS,
  FLAG_ASYNC,
  FLAG_LIBRARY,
  FLAG_REST,
  SOURCE_FILE,
  SOURCE_LINE_COUNT,
  SOURCE_LINES,
  TEMPLATE_BYTES,
  TEMPLATE_CAPTURE_COUNT,
  TEMPLATE_CAPTURES,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_HANDLER_COUNT,
  TEMPLATE_HANDLERS,
  TEMPLATE_INSTANCE_SLOTS,
  TEMPLATE_LENGTH,
  TEMPLATE_LOCALS,
  TEMPLATE_NAME,
  TEMPLATE_PARAMETERS,
  TEMPLATE_SOURCE,
} from '../../assembly/memory-map';
import { coreBuiltins, knownKeys, libraryHelpers, wellKnownSymbols } from '../../assembly/names';
import type { BuiltinObject } from '../../src/bytecode/builtin-table';
import type { CodeImage } from '../../src/bytecode/code-image';
import { link, poolEntries } from '../../src/bytecode/linker';
import type { Unit } from '../../src/bytecode/unit';
import { verify } from '../../src/bytecode/verifier';
import { VmError } from '../../src/vm/errors';
import { assemble, bareBuiltins, emptyLibrary } from '../core/assemble';
import { ImageReader } from './image-reader';
import { sampleUnit } from './samples';

const natives = new Map([
  ['push', { id: 107, parameters: 1, slots: 0 }],
  ['sort', { id: 120, parameters: 1, slots: 6 }],
]);
const builtins = (): BuiltinObject[] => [
  ...bareBuiltins(),
  { name: 'Math', global: true, kind: 'object', properties: [] },
];

const read = (units: readonly Unit[], table = builtins()) =>
  new ImageReader(link(units, { builtins: table, natives }));
const readOne = (text: string) => read([emptyLibrary(), assemble(text)]);
const boxed = (tag: number, address: number) => (BigInt(tag) << 32n) | BigInt(address);

describe('the directory', () => {
  const reader = read([emptyLibrary(), sampleUnit()]);

  it('has the 256 one-character strings in a row', () => {
    const first = reader.u32(DIR_CHARACTERS);
    for (let unit = 0; unit < 256; unit++) {
      const address = first + unit * CHARACTER_BYTES;
      expect(reader.string(address)).toBe(String.fromCharCode(unit));
      expect(reader.u32(address)).toBe(CHARACTER_BYTES);
      expect(reader.intern(String.fromCharCode(unit))).toBe(address);
    }
  });

  it('has the known keys and the empty string', () => {
    for (const [index, key] of knownKeys().entries()) {
      const address = reader.u32(reader.u32(DIR_KEYS) + 4 * index);
      expect(reader.string(address)).toBe(key);
      expect(reader.intern(key)).toBe(address);
    }
    expect(reader.string(reader.u32(DIR_EMPTY_STRING))).toBe('');
  });

  it('has the symbols with their descriptions', () => {
    for (const [index, name] of wellKnownSymbols().entries()) {
      const [description] = reader.slots(reader.u32(reader.u32(DIR_SYMBOLS) + 4 * index));
      expect(description >> 32n).toBe(0xfffb0000n);
      expect(reader.string(Number(description & 0xffffffffn))).toBe(`Symbol.${name}`);
    }
  });

  it('interns every string of every unit once, and nothing else', () => {
    for (const text of sampleUnit().strings) {
      expect(reader.string(reader.intern(text))).toBe(text);
      expect(reader.image.stringAddress(text)).toBe(reader.intern(text));
    }
    expect(reader.intern('no string of this program')).toBe(0);
    const other = read([emptyLibrary(), sampleUnit(), assemble('module n.ts\nglobal main')]);
    expect(other.intern('main')).toBe(other.image.stringAddress('main'));
  });
});

describe('areas', () => {
  it('follow each other without overlap', () => {
    const unit = sampleUnit();
    const { image } = read([emptyLibrary(), unit]);
    expect(image.bytes.length).toBe(image.codeEnd - CODE);
    expect(image.codeEnd % 8).toBe(0);
    expect(image.cacheBase).toBe(image.codeEnd);
    expect(image.cachePool).toBe(image.cacheBase + unit.caches * CACHE_BYTES);
    expect(image.cacheEnd).toBe(image.cachePool + poolEntries(unit.caches) * CACHE_BYTES);
    expect(image.globalsBase).toBe(image.cacheEnd);
    const slots = unit.globals.filter((global) => !global.from).length;
    // The library's own module has no variables.
    expect(image.globalsEnd).toBe(image.globalsBase + 8 * slots);
    expect(image.heapBase % 64).toBe(0);
    expect(image.heapBase - image.globalsEnd).toBeLessThan(64);
  });

  it('are the same for the same units', () => {
    const first = read([emptyLibrary(), sampleUnit()]).image;
    const second = read([emptyLibrary(), sampleUnit()]).image;
    expect(second.bytes).toEqual(first.bytes);
  });

  it('begin with a library that has the same addresses in every image', () => {
    const library = () =>
      assemble('export function opAdd(a, b)\nLOADK r3, "opening words"\nADD r3, a, b\nRET r3', {
        library: true,
      });
    const small = read([library(), assemble('')]);
    const large = read([library(), sampleUnit()]);
    const helper = (reader: ImageReader) => reader.u32(reader.u32(DIR_HELPERS));
    expect(helper(small)).toBe(helper(large));
    expect(small.intern('opening words')).toBe(large.intern('opening words'));
    const end = small.u32(DIR_HELPERS) - CODE;
    expect(large.image.bytes.subarray(64, end)).toEqual(small.image.bytes.subarray(64, end));
  });
});

describe('templates', () => {
  const reader = read([emptyLibrary(), sampleUnit()]);
  const field = (template: number, offset: number) => reader.u32(template + offset);
  const half = (template: number, offset: number) => reader.u16(template + offset);

  it('say what the function says', () => {
    const template = reader.template('loops');
    expect(half(template, TEMPLATE_FRAME_BYTES)).toBe(16 + 8 * 13);
    expect(half(template, TEMPLATE_LOCALS)).toBe(16 + 8 * 2);
    expect(half(template, TEMPLATE_PARAMETERS)).toBe(1);
    expect(half(template, TEMPLATE_FLAGS)).toBe(FLAG_REST);
    expect(half(template, TEMPLATE_LENGTH)).toBe(1);
    expect(reader.string(field(template, TEMPLATE_NAME))).toBe('loops');
    expect(half(reader.template('later'), TEMPLATE_INSTANCE_SLOTS)).toBe(3);
    expect(half(reader.template('later'), TEMPLATE_FLAGS)).toBe(FLAG_ASYNC);
    expect(reader.image.functionAt(template)).toMatchObject({ unit: 1, index: 3 });
  });

  it('have handlers by address, innermost first', () => {
    const template = reader.template('main');
    expect(field(template, TEMPLATE_HANDLER_COUNT)).toBe(2);
    const code = field(template, TEMPLATE_CODE);
    const [first, second] = sampleUnit().functions[0].handlers;
    for (const [index, handler] of [first, second].entries()) {
      const record = field(template, TEMPLATE_HANDLERS) + 16 * index;
      expect(reader.u32(record)).toBe(code + 8 * handler.start);
      expect(reader.u32(record + 4)).toBe(code + 8 * handler.end);
      expect(reader.u32(record + 8)).toBe(code + 8 * handler.target);
      expect(reader.u16(record + 12)).toBe(16 + 8 * handler.register);
      expect(reader.u16(record + 14)).toBe(index);
    }
  });

  it('have captures: frame offsets or indices, and kinds', () => {
    const captures = (name: string) => {
      const template = reader.template(name);
      const table = field(template, TEMPLATE_CAPTURES);
      return Array.from({ length: half(template, TEMPLATE_CAPTURE_COUNT) }, (_, index) =>
        reader.u32(table + 4 * index),
      );
    };
    expect(captures('inner')).toEqual([((16 + 8 * 3) << 2) | 0, ((16 + 8 * 2) << 2) | 1]);
    expect(captures('innermost')).toEqual([(0 << 2) | 2, (1 << 2) | 3, ((16 + 8 * 2) << 2) | 1]);
  });

  it('have a file and lines', () => {
    const template = reader.template('later');
    const source = sampleUnit().functions[4];
    const record = field(template, TEMPLATE_SOURCE);
    expect(reader.string(reader.u32(record + SOURCE_FILE))).toBe('main.ts');
    expect(reader.u32(record + SOURCE_LINE_COUNT)).toBe(source.lines.length);
    const table = record + SOURCE_LINES;
    for (const [index, { word, line, column }] of source.lines.entries()) {
      expect(reader.u32(table + 8 * index)).toBe(word);
      expect(reader.u32(table + 8 * index + 4)).toBe((line << 12) | column);
    }
  });
});

describe('code', () => {
  const unit = sampleUnit();
  const reader = read([emptyLibrary(), unit]);
  const main = reader.template('main');
  const loops = reader.template('loops');

  it('keeps its operands', () => {
    const code = reader.u32(main + TEMPLATE_CODE);
    const words = unit.functions[0].code.length / 8;
    expect(reader.image.functionAt(main)!.codeEnd).toBe(code + 8 * words);
    const original = new DataView(unit.functions[0].code.buffer);
    expect(reader.u64(code)).toBe(original.getBigUint64(0, true));
  });

  it('has constants as boxed values', () => {
    const number = reader.instruction(main, 'LOADK') + 8;
    expect(reader.u64(number)).toBe(0x3ff8000000000000n);
    expect(reader.u64(number + 16)).toBe(boxed(0xfffb0000, reader.intern('two words')));
  });

  it('has the canonical NaN only', () => {
    const nan = readOne('function f()\nLOADK r1, NaN\nRETU');
    expect(nan.u64(nan.instruction(nan.template('f'), 'LOADK') + 8)).toBe(0x7ff8000000000000n);
  });

  it('has keys with the address of their cache', () => {
    const [string, cache] = reader.extra(loops, 'GETP');
    expect(reader.string(string)).toBe('map');
    expect((cache - reader.image.cacheBase) % CACHE_BYTES).toBe(0);
    expect(cache).toBeLessThan(reader.image.cachePool);
    expect(reader.extra(loops, 'SETP')[1]).toBe(cache + CACHE_BYTES);
  });

  it('gives every unit caches of its own', () => {
    const twice = read([
      assemble('function f(x)\nGETP r2, x, .a\nRETU', { library: true }),
      assemble('function g(x)\nGETP r2, x, .a\nRETU'),
    ]);
    const [, second] = twice.extra(twice.template('g'), 'GETP');
    expect(second).toBe(twice.image.cacheBase + CACHE_BYTES);
    expect(twice.image.cachePool).toBe(second + CACHE_BYTES);
  });

  it('has variables by slot and name', () => {
    const [slot, name] = reader.extra(loops, 'INITG');
    expect(slot).toBe(reader.image.globalsBase + 8);
    expect(reader.string(name)).toBe('hidden');
  });

  it('has the exporter’s slot for an imported variable', () => {
    const [slot] = reader.extra(main, 'LOADG');
    const library = reader.template('init');
    expect(slot).toBe(reader.image.exportsOf('./lib.ts')!.get('helper'));
    expect(library).not.toBe(0);
  });

  it('has templates behind closures', () => {
    expect(reader.extra(main, 'CLOSURE')).toEqual([reader.template('inner'), 0]);
  });

  it('has key lists behind literals', () => {
    const [list, cache] = reader.extra(main, 'NEWLIT');
    expect(reader.slots(list)).toEqual([
      boxed(0xfffb0000, reader.intern('x')),
      7n,
      boxed(0xfffb0000, reader.intern('y')),
      7n,
    ]);
    expect(cache).toBeGreaterThanOrEqual(reader.image.cacheBase);
  });

  it('has builtins by index and name', () => {
    const [index, name] = reader.extra(loops, 'LOADB');
    expect(index).toBe(coreBuiltins().length);
    expect(reader.string(name)).toBe('Math');
    expect(() => readOne('function f()\nLOADB r1, Nothing\nRETU')).toThrow(/no builtin 'Nothing'/);
    expect(() => readOne('function f()\nLOADB r1, Object.prototype\nRETU')).toThrow(VmError);
  });

  it('has names by string', () => {
    expect(reader.string(reader.extra(main, 'THROWERR')[0])).toBe('no');
    expect(reader.string(reader.extra(main, 'CELLGETC')[0])).toBe('counter');
  });

  it('has capabilities of all units, each once', () => {
    const both = read([
      emptyLibrary(),
      assemble('function f()\nIMPORT r1, log\nIMPORT r1, db.query\nRETU'),
      assemble('module b\nfunction g()\nIMPORT r1, db.query\nIMPORT r2, query\nRETU'),
    ]);
    expect(both.image.imports).toEqual([
      { namespace: '', name: 'log' },
      { namespace: 'db', name: 'query' },
      { namespace: '', name: 'query' },
    ]);
    const [index, name] = both.extra(both.template('g'), 'IMPORT');
    expect(index).toBe(1);
    expect(both.string(name)).toBe('query');
  });

  it('has helpers by template, with their number', () => {
    const library = assemble(
      'export function opAdd(a, b)\nADD r3, a, b\nRET r3\nfunction own()\nRETU\nfunction f()\nCALLH r1, r1, 0, opAdd\nCALLH r1, r1, 0, @own\nRETU',
      { library: true },
    );
    verify(library);
    const linked = read([library, assemble('')]);
    const table = linked.u32(DIR_HELPERS);
    const template = linked.u32(table);
    expect(linked.string(linked.u32(template + TEMPLATE_NAME))).toBe('opAdd');
    expect(linked.u16(template + TEMPLATE_FLAGS) & FLAG_LIBRARY).toBe(FLAG_LIBRARY);
    expect(linked.u32(table + 4)).toBe(0);
    expect(linked.image.missingHelpers).toEqual(libraryHelpers().slice(1));
    expect(linked.image.functionAt(template + 2 * TEMPLATE_BYTES)?.name).toBe('f');
    const first = linked.instruction(template + 2 * TEMPLATE_BYTES, 'CALLH');
    expect([linked.u32(first + 8), linked.u32(first + 12)]).toEqual([template, 0]);
    const own = template + TEMPLATE_BYTES;
    expect([linked.u32(first + 24), linked.u32(first + 28)]).toEqual([own, 0xffffffff]);
  });
});

describe('locations', () => {
  const reader = read([emptyLibrary(), sampleUnit()]);

  it('are found for every word of every function', () => {
    for (const source of sampleUnit().functions) {
      const name = sampleUnit().strings[source.name];
      if (name === 'init') continue;
      const code = reader.u32(reader.template(name) + TEMPLATE_CODE);
      for (let word = 0; word < source.code.length / 8; word++) {
        const row = source.lines.filter((line) => line.word <= word).at(-1)!;
        expect(reader.image.resolveLocation(code + 8 * word)).toEqual({
          functionName: name,
          file: sampleUnit().strings[source.file],
          line: row.line,
          column: row.column,
          library: false,
        });
      }
    }
  });

  it('are not found where there is no code', () => {
    expect(reader.image.resolveLocation(CODE)).toBeUndefined();
    expect(reader.image.resolveLocation(reader.image.codeEnd)).toBeUndefined();
    expect(reader.image.resolveLocation(0)).toBeUndefined();
  });
});

describe('modules', () => {
  const names = (reader: ImageReader) => reader.image.modules.map((module) => module.name);

  it('are evaluated dependencies first, in source order', () => {
    const reader = readOne(`
      module main.ts
      from ./b x
      from ./a y
      module ./a.ts
      from ./c z
      export global y
      module ./b.ts
      from ./c z
      export global x
      module ./c.ts
      export global z
      module ./unused.ts
    `);
    expect(names(reader)).toEqual(['./c.ts', './b.ts', './a.ts', 'main.ts']);
    const templates = reader.modules().map(({ template }) => reader.image.functionAt(template)!);
    expect(templates.map(({ name }) => name)).toEqual(['init', 'init', 'init', 'init']);
    expect(templates.map(({ file }) => file)).toEqual(names(reader));
  });

  it('may import each other in a circle', () => {
    const reader = readOne(`
      module main.ts
      from ./a a
      export global m
      module a
      from ./b b
      export global a
      module b
      from ./a a
      from ./main m
      export global b
    `);
    expect(names(reader)).toEqual(['b', 'a', 'main.ts']);
  });

  it('say whether they await', () => {
    const reader = readOne(`
      module main.ts
      function init() async
        ASYNC r1
        LOADS r2, undefined
        ARETURN r2
    `);
    expect(reader.modules().map(({ flags }) => flags)).toEqual([1]);
    expect(reader.image.modules[0].asynchronous).toBe(true);
  });

  it('of the library are evaluated only when code reads their variables', () => {
    const library = assemble(
      'module used\nexport global state\nmodule idle\nexport function opAdd()\nRETU\nmodule reader\nfrom used state\nfunction f()\nLOADG r1, state\nRETU',
      { library: true },
    );
    expect(names(read([library, assemble('')]))).toEqual(['used', 'main.ts']);
  });

  it('come from several units', () => {
    const reader = read([
      emptyLibrary(),
      assemble('module main.ts\nfrom ./lib x\nexport from ./lib x as y'),
      assemble('module lib.ts\nexport global x'),
    ]);
    expect(names(reader)).toEqual(['lib.ts', 'main.ts']);
    expect(reader.image.exports.get('y')).toBe(reader.image.exportsOf('lib')!.get('x'));
  });

  it('are evaluated in the order of the entries that there have been', () => {
    const units = [
      emptyLibrary(),
      assemble('module a\nfrom ./b y'),
      assemble('module b\nexport global y'),
      assemble('module c\nfrom ./d y\nfrom ./b y as z'),
      assemble('module d\nexport global y'),
    ];
    const tables = { builtins: bareBuiltins(), natives };
    const names = (entries: number[]) =>
      link(units, { ...tables, entries }).modules.map((module) => module.name);
    expect(names([1])).toEqual(['b', 'a']);
    expect(names([1, 3])).toEqual(['b', 'a', 'd', 'c']);
    expect(names([1, 3, 1])).toEqual(['b', 'a', 'd', 'c']);
  });

  it('start with the unit that is named', () => {
    const units = [emptyLibrary(), assemble('module a'), assemble('module b\nexport global x')];
    const image = link(units, { builtins: bareBuiltins(), natives, entries: [2] });
    expect(image.modules.map((module) => module.name)).toEqual(['b']);
    expect([...image.exports.keys()]).toEqual(['x']);
  });
});

describe('units that are added', () => {
  const units = [emptyLibrary(), sampleUnit()];
  const added = assemble(
    'module added\nfrom ./main counter\nexport function grow()\nLOADK r1, "two words"\nLOADK r2, "new words"\nLOADK r3, "./lib.ts"\nRETU',
  );
  const before = read(units).image;
  const after = read([...units, added]).image;

  it('leave functions and strings where they are', () => {
    const places: number[] = [];
    for (let address = CODE; address < before.codeEnd; address += 8) {
      const found = before.functionOfCode(address);
      if (found === undefined) continue;
      places.push(address);
      expect(after.functionOfCode(address)).toEqual(found);
    }
    expect(places.length).toBeGreaterThan(50);
    for (const text of ['two words', './lib.ts', 'main', 'counter']) {
      expect(before.stringAddress(text)).toBeDefined();
      expect(after.stringAddress(text)).toBe(before.stringAddress(text));
    }
  });

  it('leave globals and capabilities in their order', () => {
    const offsets = ({ exports, globalsBase }: CodeImage) =>
      [...exports].map(([name, slot]) => [name, slot - globalsBase]);
    expect(offsets(after)).toEqual(offsets(before));
    expect(after.imports.slice(0, before.imports.length)).toEqual(before.imports);
    expect(after.globalsEnd - after.globalsBase).toBe(before.globalsEnd - before.globalsBase + 8);
  });

  it('bring strings of their own', () => {
    const reader = new ImageReader(after);
    const strings = after.stringsSince(before).map((address) => reader.string(address));
    expect(strings.sort()).toEqual(['./main', 'added', 'grow', 'new words'].sort());
    expect(after.stringsSince(after)).toEqual([]);
  });
});

describe('exports', () => {
  const exportsOf = (text: string) => [...readOne(text).image.exports.keys()].sort();

  it('are names with slots, re-exports and stars included', () => {
    const reader = read([emptyLibrary(), sampleUnit()]);
    const { exports } = reader.image;
    expect([...exports.keys()].sort()).toEqual(
      ['Base', 'Derived', 'LIMIT', 'counter', 'helper', 'later', 'limit', 'loops', 'main'].sort(),
    );
    expect(exports.get('LIMIT')).toBe(exports.get('limit'));
    expect(exports.get('counter')).toBe(reader.image.globalsBase);
    expect(reader.image.exportsOf('nothing')).toBeUndefined();
  });

  it('go through chains and circles of re-exports', () => {
    expect(
      exportsOf(
        'module a\nstar b\nexport from b x as y\nmodule b\nstar a\nstar c\nmodule c\nstar b\nexport global x',
      ),
    ).toEqual(['x', 'y']);
  });

  it('leave out what two stars export differently, and default', () => {
    expect(
      exportsOf(
        'module a\nstar b\nstar c\nmodule b\nexport global x\nexport global default\nmodule c\nexport global x\nexport global z',
      ),
    ).toEqual(['z']);
  });

  it('keep what two stars export alike, and what a module exports itself', () => {
    expect(
      exportsOf(
        'module a\nstar b\nstar c\nexport global y\nmodule b\nstar d\nmodule c\nstar d\nexport global y\nmodule d\nexport global x',
      ),
    ).toEqual(['x', 'y']);
  });

  const refused: [string, RegExp, string][] = [
    ['an unknown module', /main.ts imports '.\/x', but no module/, 'module main.ts\nfrom ./x a'],
    ['an unknown name', /which does not export it/, 'module a\nfrom b x\nmodule b'],
    [
      'a circle without an end',
      /does not export it/,
      'module a\nfrom b x\nmodule b\nexport from c x\nmodule c\nexport from b x',
    ],
    [
      'an ambiguous name',
      /more than once/,
      'module a\nfrom b x\nmodule b\nstar c\nstar d\nmodule c\nexport global x\nmodule d\nexport global x',
    ],
  ];
  it.each(refused)('refuse %s', (_name, message, text) => {
    try {
      readOne(text);
      expect.unreachable();
    } catch (error) {
      expect((error as VmError).code).toBe('NO_MODULE');
      expect((error as VmError).message).toMatch(message);
    }
  });

  it('refuse two modules of one name', () => {
    const units = [emptyLibrary(), assemble('module a.ts'), assemble('module ./a')];
    expect(() => read(units)).toThrow(/two modules are named '.\/a'/);
  });

  it('are found soon, however many lead to each other', () => {
    const count = 400;
    const modules = Array.from(
      { length: count },
      (_, index) =>
        `module m${index}\n${Array.from({ length: count }, (_, other) => `star m${other}`).join('\n')}\nfrom m${index} missing`,
    );
    const unit = assemble(modules.join('\n'));
    expect(() => read([emptyLibrary(), unit])).toThrow(VmError);
  });
});
