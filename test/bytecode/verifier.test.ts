import { describe, expect, it } from 'vitest';
import { FLAG_ARROW, FLAG_ASYNC, FLAG_CLASS, FLAG_NATIVE } from '../../assembly/memory-map';
import { opcodeByName } from '../../src/bytecode/instructions';
import type { Unit, UnitFunction } from '../../src/bytecode/unit';
import { verify } from '../../src/bytecode/verifier';
import { VmError } from '../../src/vm/errors';
import { assemble } from '../core/assemble';
import { sampleUnit } from './samples';

/** Assembles one function `main(a, b)` with this body. */
const main = (body: string, words = ''): Unit =>
  assemble(`export function main(a, b) ${words}\n${body}`);

function refuse(unit: Unit, message: RegExp): void {
  let error: unknown;
  try {
    verify(unit);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(VmError);
  expect((error as VmError).code).toBe('BAD_BYTECODE');
  expect((error as VmError).message).toMatch(message);
}

/** Refuses the unit after a change of its first function. */
function refuseChanged(
  body: string,
  message: RegExp,
  change: (source: UnitFunction, view: DataView, unit: Unit) => void,
  words = '',
): void {
  const unit = main(body, words);
  verify(unit);
  const [source] = unit.functions;
  change(source, new DataView(source.code.buffer), unit);
  refuse(unit, message);
}

describe('the verifier accepts', () => {
  it('the sample, which uses everything', () => verify(sampleUnit()));

  it('an empty library', () => verify(assemble('', { library: true })));

  const accepted: Record<string, [body: string, words?: string]> = {
    'a loop that calls': [
      'LOADI r3, 0\nnext: MOVE r5, a\nLOADS r6, undefined\nCALL r4, r4, 0\nJLT r3, b, next\nRET r4',
    ],
    'a call into its own window': ['MOVE r4, a\nLOADS r5, undefined\nCALL r3, r3, 0\nRET r3'],
    'cells made anew in each round': [
      '.cells 1\nnext: NEWCELL c0, a\nCELLGET r5, c0\nJT r5, next\nRETU',
    ],
    'code that is never reached': ['RETU\nMOVE r4, a\nCALL r4, r3, 0\nRET r5'],
    'a jump backwards to the start': ['JT a, -0\nJMP -1'],
    'nested loops with the test at the end': [
      'JMP t1\nb1: JMP t2\nb2: JMP t3\nb3: ADD r3, a, b\nt3: JLT r3, a, b3\nt2: JLT r3, a, b2\nt1: JLT r3, a, b1\nRETU',
    ],
    'an iteration left by a handler': [
      '.try begin end caught r9 finally\nITER r3, a\nbegin: ITERNEXT r6, r3, end\nJMP begin\nend: RETU\ncaught: ITERCLOSETHROW r3\nRETHROW r9',
    ],
    'a value kept below the window over a call in try': [
      '.try begin end caught r4 catch\nLOADI r3, 1\nbegin: MOVE r6, a\nLOADS r7, undefined\nCALL r3, r5, 0\nend: RET r3\ncaught: ADD r3, r3, r4\nRET r3',
    ],
  };
  for (const [name, [body, words]] of Object.entries(accepted)) {
    it(name, () => verify(main(body, words)));
  }
});

describe('the verifier refuses operands', () => {
  const ADD = 'ADD r3, a, b\nRET r3';
  it('an unknown instruction', () =>
    refuseChanged(ADD, /there is no instruction 999/, (_, view) => view.setUint16(0, 999, true)));
  it('a register beyond the frame', () =>
    refuseChanged(ADD, /operand a.*not a register/, (_, view) => view.setUint16(2, 48, true)));
  it('an offset that is not aligned', () =>
    refuseChanged(ADD, /operand b.*not a register/, (_, view) => view.setUint16(4, 25, true)));
  it('an offset in the frame’s head', () =>
    refuseChanged(ADD, /operand c.*not a register/, (_, view) => view.setUint16(6, 8, true)));
  it('an operand that is not used', () =>
    refuseChanged(ADD, /operand c is not used/, (_, view) => view.setUint16(14, 1, true)));
  it('a special value that does not exist', () =>
    refuseChanged('LOADS r3, hole\nRET r3', /no special value 6/, (_, view) =>
      view.setUint16(4, 6, true),
    ));
  it('a cell as a value', () =>
    refuse(main('.cells 1\nNEWCELL c0, a\nRET r3'), /r3, holds a cell/));
  it('a value as a cell', () =>
    refuse(main('.cells 1\nNEWCELL r4, a\nRETU'), /not a register of cells/));
  it('a range that ends beyond the frame', () =>
    refuseChanged('NEWARR r3, a, 3\nRET r3', /do not lie in the frame/, (_, view) =>
      view.setUint16(6, 4, true),
    ));
  it('a range over cells', () =>
    refuse(main('.cells 1\nNEWCELL c0, a\nNEWARR r4, b, 2\nRET r4'), /hold cells/));
  it('a window over cells', () =>
    refuse(main('.cells 1\nNEWCELL c0, a\nCALL r4, c0, 0\nRETU'), /call window/));
  it('a window beyond the frame', () =>
    refuseChanged('CALL r3, r3, 1\nRETU', /call window/, (_, view) => view.setUint16(6, 2, true)));
  it('a spread window beyond the frame', () =>
    refuseChanged('CALLSPREAD r3, r3\nRETU', /call window/, (source) => source.registers--));
  it('an iteration beyond the frame', () =>
    refuseChanged('ITER r3, a\nRETU', /iteration \+ 2/, (source) => source.registers--));
  it('an iteration that overwrites itself', () =>
    refuse(main('ITER r3, a\nnext: ITERNEXT r4, r3, next\nRETU'), /overwrites its own iteration/));
  it('a super receiver beyond the frame', () =>
    refuseChanged('GETSUPER r3, a, r3\nRETU', /operand c \+ 1/, (source) => source.registers--));
  it('a jump into a second word', () =>
    refuseChanged('LOADK r3, 1\nJMP -2', /jumps to word 1/, (_, view) =>
      view.setInt32(20, -1, true),
    ));
  it('a jump before the start', () => refuse(main('JMP -1'), /jumps to word -1/));
  it('a jump to the end', () => refuse(main('JMP 1'), /jumps to word 1/));
  it('room for too many properties', () => refuse(main('NEWOBJ r3, 65\nRETU'), /more than 64/));
  it('an unknown kind of error', () => refuse(main('THROWERR 8, "x"'), /no such kind of error/));
  it('a captured variable that does not exist', () =>
    refuse(main('CAPGET r3, 0\nRETU'), /no captured variable 0/));
  it('a value captured as a cell', () =>
    refuse(
      main(
        'CLOSURE r3, @f\nRETU\nfunction f()\n.capture register value r1\nCAPCELLGET r1, 0\nRETU',
      ),
      /not captured as a cell/,
    ));
  it('a cell captured as a value', () =>
    refuse(
      main(
        '.cells 1\nNEWCELL c0, a\nCLOSURE r4, @f\nRETU\nfunction f()\n.capture register cell r3\nCAPGET r1, 0\nRETU',
      ),
      /not captured as a value/,
    ));
});

describe('the verifier refuses second words', () => {
  const changed = (body: string, message: RegExp, low: number, high: number) =>
    refuseChanged(body, message, (_, view) => {
      view.setUint32(8, low, true);
      view.setUint32(12, high, true);
    });
  it('a constant that does not exist', () => changed('LOADK r3, 1\nRETU', /no constant 1/, 1, 0));
  it('a high half that is not 0', () => changed('LOADK r3, 1\nRETU', /high half/, 0, 1));
  it('a string that does not exist', () => changed('GETP r3, a, .x\nRETU', /no string 99/, 99, 0));
  it('a cache that does not exist', () => changed('GETP r3, a, .x\nRETU', /no cache 1/, 0, 1));
  it('a cache used twice', () =>
    refuseChanged('GETP r3, a, .x\nGETP r3, a, .x\nRETU', /cache 0 is used twice/, (_, view) =>
      view.setUint32(28, 0, true),
    ));
  it('more caches than instructions', () =>
    refuseChanged('RETU', /more caches than instructions/, (_source, _view, unit) => {
      unit.caches = 9;
    }));
  it('another key than length', () =>
    refuse(main('GETLENGTH r3, a, .size\nRETU'), /its key is not 'length'/));
  it('a variable that does not exist', () =>
    changed('LOADG r3, main\nRETU', /no variable 7/, 7, 0));
  it('a function that does not exist', () =>
    changed('CLOSURE r3, @main\nRETU', /no function 9/, 9, 0));
  it('a builtin that does not exist', () => changed('LOADB r3, Math\nRETU', /no builtin 1/, 1, 0));
  it('a capability that does not exist', () =>
    changed('IMPORT r3, log\nRETU', /no import 2/, 2, 0));
  it('a literal that does not exist', () =>
    changed('NEWLIT r3, a, 1, {x}\nRETU', /no literal 1/, 1, 0));
  it('a literal of another size', () =>
    refuse(main('NEWLIT r3, a, 2, {x}\nRETU'), /its literal has 1 keys/));
  it('a store to an imported variable', () =>
    refuse(
      assemble(
        'module m\nfrom ./n x\nfunction f()\nSTOREG this, x\nRETU\nmodule n\nexport global x',
      ),
      /stores to an imported variable/,
    ));
  it('a word that is missing', () =>
    refuseChanged('RETU\nLOADK r3, 1\nRETU', /second word is missing/, (source) => {
      source.code = source.code.slice(0, 16);
    }));
  it('a helper that does not exist', () => {
    const unit = assemble('function f()\nCALLH r1, r1, 0, opAdd\nRETU', { library: true });
    verify(unit);
    new DataView(unit.functions[0].code.buffer).setUint32(8, 999, true);
    refuse(unit, /no helper 999/);
  });
  it('a direct call of a closure', () =>
    refuse(
      assemble(
        'function f(x)\nCLOSURE r2, @g\nCALLH r3, r3, 0, @g\nRETU\nfunction g()\n.capture register value r1\nRETU',
        { library: true },
      ),
      /function 1 captures variables/,
    ));
});

describe('the verifier refuses instructions out of place', () => {
  for (const name of [
    'ILLEGAL',
    'JOBEND',
    'GENERATOR',
    'FINALLYEND',
    'DEBUGGER',
    'ARGS',
    'NATIVE',
  ]) {
    it(name, () =>
      refuseChanged('LOADS r3, hole\nNOP\nRETU', /may not stand in a unit/, (source, view) => {
        view.setUint16(8, opcodeByName.get(name)!, true);
        if (name === 'ARGS') view.setUint16(10, 16, true);
        if (name === 'FINALLYEND') view.setUint32(10, 0x00100010, true);
        if (name === 'NATIVE')
          source.code = Uint8Array.from([
            ...source.code.slice(0, 16),
            ...new Uint8Array(8),
            ...source.code.slice(16),
          ]);
      }),
    );
  }
  it('CALLN in a program', () =>
    refuse(
      assemble('function f()\nCALLN r1, r1, 0, x\nRETU', { natives: new Map([['x', { id: 1 }]]) }),
      /library code only/,
    ));
  it('CALLH in a program', () => refuse(main('CALLH r3, r3, 0, opAdd\nRETU'), /library code only/));
  it('a fall off the end', () => refuse(main('LOADI r3, 1'), /falls off the end/));
  it('a conditional jump at the end', () => refuse(main('JT a, 0'), /falls off the end/));
  it('no code', () =>
    refuseChanged('RETU', /has no code/, (source) => {
      source.code = new Uint8Array();
      source.lines = [];
    }));
  it('an async function without ASYNC', () =>
    refuse(main('ARETURN a', 'async'), /must start with ASYNC/));
  it('ASYNC in another function', () =>
    refuse(main('ASYNC r3\nRETU'), /starts async functions only/));
  it('ASYNC twice', () =>
    refuse(main('ASYNC r3\nASYNC r3\nARETURN a', 'async'), /starts async functions only/));
  it('ASYNC into another register', () =>
    refuse(main('ASYNC r4\nARETURN a', 'async'), /not the one after the parameters/));
  it('a jump to ASYNC', () =>
    refuse(main('ASYNC r3\nJMP -1', 'async'), /jumps to the start of an async/));
  it('a use of the promise', () =>
    refuse(main('ASYNC r3\nARETURN r3', 'async'), /holds the promise/));
  it('a range over the promise', () =>
    refuse(main('ASYNC r3\nNEWARR r4, b, 2\nARETURN r4', 'async'), /reads the promise/));
  it('AWAIT in another function', () =>
    refuse(main('AWAIT r3, a\nRETU'), /stands in async functions only/));
  it('RET in an async function', () =>
    refuse(main('ASYNC r3\nRET a', 'async'), /returns by ARETURN/));
  it('RETCTOR in a plain function', () =>
    refuse(main('RETCTOR a, this'), /stands in constructors only/));
  it('RETU in a derived constructor', () => refuse(main('RETU', 'derived'), /returns by RETCTOR/));
  it('SUPERCALL in a plain function', () =>
    refuse(main('SUPERCALL r3, r3, 0\nRETU'), /derived constructors/));
});

describe('the verifier refuses functions', () => {
  const head = (message: RegExp, change: (source: UnitFunction, unit: Unit) => void) =>
    refuseChanged('.cells 1\nNEWCELL c0, a\nRETU', message, (source, _, unit) =>
      change(source, unit),
    );
  it('without registers for their parameters', () =>
    head(/cells do not lie/, (f) => (f.registers = 2)));
  it('with cells among their parameters', () => head(/cells do not lie/, (f) => (f.cellStart = 2)));
  it('with cells beyond the frame', () => head(/cells do not lie/, (f) => (f.cells = 9)));
  it('with too many registers', () =>
    head(/more than 4000 registers/, (f) => (f.registers = 4001)));
  it('with too many parameters', () =>
    head(/more than 1000 parameters/, (f) => (f.parameters = 1001)));
  it('with a length beyond their parameters', () => head(/length exceeds/, (f) => (f.length = 3)));
  it('with too many instance slots', () => head(/instance slots/, (f) => (f.instanceSlots = 65)));
  it('with half a word', () => head(/whole words/, (f) => (f.code = new Uint8Array(12))));
  it('without a name', () => head(/no string for its name/, (f) => (f.name = 999)));
  it('without a file', () => head(/no string for its name/, (f) => (f.file = 999)));
  it('that are native', () => head(/not for a unit/, (f) => (f.flags = FLAG_NATIVE)));
  it('that are classes and no constructors', () =>
    head(/not a constructor/, (f) => (f.flags = FLAG_CLASS)));
  it('that are async constructors', () =>
    refuseChanged('ASYNC r3\nARETURN a', /both async and/, (f) => (f.flags |= 1), 'async'));
  it('that are arrow constructors', () =>
    refuseChanged('RETU', /both an arrow/, (f) => (f.flags |= FLAG_ARROW), 'constructor'));
  it('whose promise has no register', () =>
    refuseChanged('RETU', /cells do not lie/, (f) => (f.flags |= FLAG_ASYNC)));
});

describe('the verifier refuses handlers', () => {
  const body = '.try begin end caught r3 catch\nbegin: LOADK r3, 1\nend: RETU\ncaught: RET r3';
  const handler = (message: RegExp, change: (source: UnitFunction) => void) =>
    refuseChanged(body, message, change);
  it('with an empty range', () => handler(/range is empty/, (f) => (f.handlers[0].end = 0)));
  it('with a range beyond the code', () =>
    handler(/empty or outside/, (f) => (f.handlers[0].end = 5)));
  it('that end within an instruction', () =>
    handler(/no instruction starts/, (f) => (f.handlers[0].end = 1)));
  it('whose target is beyond the code', () =>
    handler(/no instruction starts/, (f) => (f.handlers[0].target = 4)));
  it('whose target is in their range', () =>
    handler(/its own range/, (f) => (f.handlers[0].target = 0)));
  it('whose register is beyond the frame', () =>
    handler(/cannot take/, (f) => (f.handlers[0].register = 9)));
  it('whose register holds a cell', () =>
    refuse(
      main('.cells 1\n.try begin end end r3 catch\nNEWCELL c0, a\nbegin: LOADK r4, 1\nend: RETU'),
      /cannot take the exception/,
    ));
  const nested = (first: string, second: string) =>
    main(
      `.try ${first} out r3 catch\n.try ${second} out r3 catch\na0: NOP\na1: NOP\na2: NOP\na3: NOP\nout: RETU`,
    );
  it('that overlap', () => refuse(nested('a0 a2', 'a1 a3'), /not nested/));
  it('that stand outermost first', () => refuse(nested('a0 a3', 'a1 a2'), /not nested/));
  it('and accepts nested ones', () => verify(nested('a1 a2', 'a0 a3')));
  it('and accepts equal ones', () => verify(nested('a1 a2', 'a1 a2')));
  it('over the start of an async function', () =>
    refuse(
      main('.try a0 a1 a1 r4 catch\na0: ASYNC r3\na1: ARETURN a', 'async'),
      /start of an async/,
    ));
});

describe('the verifier refuses what registers do not hold', () => {
  const flow = (name: string, message: RegExp, body: string, words = '') =>
    it(name, () => refuse(main(body, words), message));
  flow(
    'a register that a call left',
    /reads what a call left there in r4/,
    'LOADI r4, 1\nCALL r3, r3, 0\nRET r4',
  );
  flow('the window’s own base after a call', /in r4/, 'CALL r3, r4, 0\nRET r4');
  flow(
    'arguments kept for a second round',
    /in r6/,
    'LOADI r6, 1\nnext: LOADS r4, null\nLOADS r5, null\nCALL r3, r3, 1\nJMP next',
  );
  flow('a register that one way leaves', /in r4/, 'JT a, join\nCALL r3, r3, 0\njoin: RET r4');
  flow(
    'what a call in try left',
    /in r6/,
    '.try begin end caught r3 catch\nbegin: LOADS r5, null\nCALL r4, r4, 0\nend: RETU\ncaught: RET r6',
  );
  flow(
    'what a call in try left, for a finally outside of a catch',
    /in r6/,
    '.try begin end caught r3 catch\n.try begin end done r3 finally\nbegin: LOADS r5, null\nCALL r4, r4, 0\nend: RETU\ncaught: RETU\ndone: RET r6',
  );
  flow('a cell before it is made', /no cell in r3 yet/, '.cells 1\nCELLGET r4, c0\nRET r4');
  flow(
    'a cell that one way does not make',
    /no cell in r3/,
    '.cells 1\nJT a, join\nNEWCELL c0, a\njoin: CELLSET c0, a\nRETU',
  );
  flow(
    'a cell in a handler, made in the try',
    /no cell in r3/,
    '.cells 1\n.try begin end caught r4 catch\nbegin: NEWCELL c0, a\nend: RETU\ncaught: CELLGET r4, c0\nRET r4',
  );
  flow(
    'a cell that a closure captures before it is made',
    /no cell in r3/,
    '.cells 1\nCLOSURE r4, @f\nRETU\nfunction f()\n.capture register cell r3\nRETU',
  );
  flow(
    'a value that a closure captures from a call’s leavings',
    /left there in r4/,
    'CALL r3, r3, 0\nCLOSURE r3, @f\nRETU\nfunction f()\n.capture register value r4\nRETU',
  );
  flow(
    'an iteration that was never started',
    /r3 is not part of an iteration/,
    'next: ITERNEXT r6, r3, next\nRETU',
  );
  flow('a part of an iteration', /state of an iteration in r4/, 'ITER r3, a\nRET r4');
  flow(
    'an iteration whose part was overwritten',
    /r5 is not part/,
    'ITER r3, a\nLOADI r5, 1\nITERCLOSE r3\nRETU',
  );
  flow(
    'an iteration that a call overwrote',
    /r5 is not part/,
    'ITER r3, a\nCALL r6, r5, 0\nITERCLOSE r3\nRETU',
  );
  flow(
    'an iteration in a handler that covers its start',
    /r4 is not part/,
    '.try begin end caught r3 finally\nbegin: ITER r4, a\nend: RETU\ncaught: ITERCLOSETHROW r4\nRETHROW r3',
  );
  flow(
    'the value of an iteration that is done',
    /in r10/,
    'CALL r3, r8, 0\nITER r5, a\nITERNEXT r10, r5, done\nRETU\ndone: RET r10',
  );
  flow('the counter of a loop', /in r4/, 'CALL r3, r4, 0\nnext: LOOPLT r4, a, next\nRETU');
  it('captures of another kind than the maker has', () =>
    refuse(
      main('CLOSURE r3, @f\nRETU\nfunction f()\n.capture register cell r1\nRETU'),
      /r1, which function 1 captures, does not hold a cell here/,
    ));
  it('captures beyond the maker’s', () =>
    refuse(
      main('CLOSURE r3, @f\nRETU\nfunction f()\n.capture outer value 0\nRETU'),
      /captures is no captured value here/,
    ));
});

describe('the verifier refuses tables', () => {
  const table = (name: string, message: RegExp, change: (unit: Unit) => void) =>
    it(name, () => {
      const unit = sampleUnit();
      change(unit);
      refuse(unit, message);
    });
  table('a string twice', /strings: entry \d+ is there twice/, (unit) => unit.strings.push('main'));
  table('a constant without a string', /constant \d+: there is no string/, (unit) =>
    unit.constants.push({ string: 999 }),
  );
  table('a literal with a key twice', /literal 0: entry 1 is there twice/, (unit) => {
    unit.literals[0][1] = unit.literals[0][0];
  });
  table('a literal with too many keys', /more than 64 keys/, (unit) =>
    unit.literals.push([...Array(65).keys()]),
  );
  table('a builtin twice', /builtins: entry 1/, (unit) => unit.builtins.push(unit.builtins[0]));
  table('an import without a name', /import 2: there is no string/, (unit) =>
    unit.imports.push({ namespace: 0, name: 999 }),
  );
  table('a variable of no module', /variable 0: no module 5/, (unit) => {
    unit.globals[0].module = 5;
  });
  table('a variable without a name', /variable 0: there is no string/, (unit) => {
    unit.globals[0].name = 999;
  });
  table('a variable from a module that is not imported', /does not import/, (unit) => {
    unit.modules[0].requests = [];
    unit.modules[0].stars = [];
  });
  table('no entry', /no module 7 to start with/, (unit) => {
    unit.entry = 7;
  });
  it('no module', () => refuse({ ...assemble(''), modules: [] }, /no module 0 to start with/));
  table('top-level code that does not exist', /no function 99/, (unit) => {
    unit.modules[0].init = 99;
  });
  table('top-level code with parameters', /cannot be its top-level code/, (unit) => {
    unit.modules[0].init = 0;
  });
  table('top-level code twice', /same top-level code/, (unit) => {
    unit.modules[0].init = unit.modules[1].init;
  });
  table('two modules of one name', /module names: entry 1 is there twice/, (unit) => {
    unit.strings.push('./main');
    unit.modules[1].name = unit.strings.length - 1;
  });
  table('an export of no variable', /no variable of it/, (unit) => {
    unit.modules[0].exports[0].global = 999;
  });
  table('an export of another module’s variable', /no variable of it/, (unit) => {
    unit.modules[1].exports[0].global = 0;
  });
  table('an export twice', /exports: entry 1 is there twice/, (unit) => {
    unit.modules[0].exports[1].name = unit.modules[0].exports[0].name;
  });
  table('a star export of a module that is not imported', /does not import/, (unit) => {
    unit.modules[1].stars = [0];
  });
  table('lines out of order', /line record 1/, (unit) => {
    unit.functions[0].lines[1].word = 0;
  });
  table('lines within an instruction', /line record 1/, (unit) => {
    unit.functions[0].lines[1].word = 2;
    unit.functions[0].lines[2].word = 3;
    unit.functions[0].lines[1].word = 4;
  });
  table('lines that no file has', /is no place in a file/, (unit) => {
    unit.functions[0].lines[0].line = 0;
  });
});

describe('the verifier is linear', () => {
  /** A function of some thousand blocks, in an order that is the worst for a forward analysis. */
  const tangled = (blocks: number, calls: boolean): Unit => {
    const rows = ['JMP b0'];
    for (let block = blocks - 1; block >= 0; block--) {
      const next = block + 1 < blocks ? `b${block + 1}` : 'end';
      rows.push(
        `b${block}: ${calls ? `CALL r3, r${3 + (block % 60)}, 0\n` : ''}JT a, b${(block * 7) % blocks}`,
        `JMP ${next}`,
      );
    }
    rows.push('end: RETU');
    return main(rows.join('\n'));
  };

  /** A verifier that does not would meet the time limit of the test. */
  const comesToAnEnd = (unit: Unit): void => {
    try {
      verify(unit);
    } catch (error) {
      expect((error as VmError).code).toBe('BAD_BYTECODE');
    }
  };

  it('on blocks in reverse order', () => {
    comesToAnEnd(tangled(8_000, false));
  });

  it('on calls that leave nothing in ever more registers', () => {
    comesToAnEnd(tangled(2_000, true));
  });

  it('on closures of functions with many captured variables', () => {
    const captures = Array.from({ length: 2000 }, () => '.capture register value r1').join('\n');
    const closures = Array.from({ length: 20_000 }, () => 'CLOSURE r3, @f').join('\n');
    const unit = main(`${closures}\nRETU\nfunction f()\n${captures}\nRETU`);
    refuse(unit, /too entangled/);
  });
});
