/**
 * What each instruction does and what it may be charged, for docs/bytecode.md. Apart from the table of opcodes.ts, which
 * the host needs at run time, so that the package does not carry the sentences.
 */
import { Op } from './opcodes';

/** An instruction in words. */
export class OpcodeDescription {
  constructor(
    public op: i32,
    /** `constant`, `bounded` or `resumable` (RULES 2), then what is charged beyond one step. */
    public work: string,
    public about: string,
  ) {}
}

/** The descriptions, in the order of the enum. Not compiled into the core. */
export function opcodeDescriptions(): OpcodeDescription[] {
  const rows: OpcodeDescription[] = [];
  function row(op: i32, work: string, about: string): void {
    rows.push(new OpcodeDescription(op, work, about));
  }
  row(Op.ILLEGAL, 'constant', 'Never emitted: zeroed memory is not code.');
  row(Op.LOADK, 'constant', 'a = a number or string constant.');
  row(Op.LOADI, 'constant', 'a = a 32-bit integer.');
  row(Op.LOADS, 'constant', 'a = undefined, null, false, true, hole or uninitialised.');
  row(Op.MOVE, 'constant', 'a = b.');
  row(Op.LOADG, 'constant', 'a = a module variable known to be initialised.');
  row(Op.LOADGC, 'constant', 'a = a module variable; ReferenceError when uninitialised.');
  row(Op.STOREG, 'constant', 'A module variable = a.');
  row(Op.STOREGC, 'constant', 'A module variable = a; ReferenceError when uninitialised.');
  row(Op.INITG, 'constant', 'Initialises a module variable with a.');
  row(
    Op.LOADB,
    'bounded',
    'a = a builtin global (Map, Math, undefined names excluded), made on first use.',
  );
  row(Op.IMPORT, 'constant', 'a = a new function that calls a capability of the host.');
  row(Op.NEWCELL, 'constant', 'a = a new cell that holds b.');
  row(Op.CELLGET, 'constant', 'a = the content of cell b.');
  row(Op.CELLGETC, 'constant', 'a = the content of cell b; ReferenceError when uninitialised.');
  row(Op.CELLSET, 'constant', 'The content of cell a = b.');
  row(Op.CELLSETC, 'constant', 'The content of cell a = b; ReferenceError when uninitialised.');
  row(Op.CAPGET, 'constant', 'a = a variable captured by value.');
  row(Op.CAPCELLGET, 'constant', 'a = the content of a captured cell.');
  row(Op.CAPCELLGETC, 'constant', 'The same; ReferenceError when uninitialised.');
  row(Op.CAPCELLSET, 'constant', 'The content of a captured cell = a.');
  row(Op.CAPCELLSETC, 'constant', 'The same; ReferenceError when uninitialised.');
  row(Op.CHECKINIT, 'constant', 'ReferenceError when a is uninitialised.');
  row(Op.ADD, 'bounded: bytes of a short concatenation', 'a = b + c, by ECMA-262.');
  row(Op.SUB, 'constant', 'a = b - c.');
  row(Op.MUL, 'constant', 'a = b * c.');
  row(Op.DIV, 'constant', 'a = b / c.');
  row(Op.MOD, 'bounded', 'a = b % c.');
  row(Op.EXP, 'bounded', 'a = b ** c.');
  row(Op.BAND, 'constant', 'a = b & c.');
  row(Op.BOR, 'constant', 'a = b | c.');
  row(Op.BXOR, 'constant', 'a = b ^ c.');
  row(Op.SHL, 'constant', 'a = b << c.');
  row(Op.SHR, 'constant', 'a = b >> c.');
  row(Op.USHR, 'constant', 'a = b >>> c.');
  row(Op.ADDI, 'bounded', 'a = b + imm.');
  row(Op.SUBI, 'constant', 'a = b - imm.');
  row(Op.MULI, 'constant', 'a = b * imm.');
  row(Op.BANDI, 'constant', 'a = b & imm.');
  row(Op.BORI, 'constant', 'a = b | imm.');
  row(Op.SHLI, 'constant', 'a = b << imm.');
  row(Op.SHRI, 'constant', 'a = b >> imm.');
  row(Op.USHRI, 'constant', 'a = b >>> imm.');
  row(Op.NEG, 'constant', 'a = -b.');
  row(Op.PLUS, 'bounded', 'a = +b (ToNumber).');
  row(Op.BNOT, 'constant', 'a = ~b.');
  row(Op.NOT, 'constant', 'a = !b.');
  row(Op.INC, 'constant', 'a = ToNumeric(b) + 1.');
  row(Op.DEC, 'constant', 'a = ToNumeric(b) - 1.');
  row(Op.TONUMERIC, 'constant', 'a = ToNumeric(b), the old value of x++.');
  row(Op.TOSTR, 'bounded', 'a = ToString(b), as a template literal does.');
  row(Op.TOKEY, 'bounded', 'a = ToPropertyKey(b): a number, string or symbol.');
  row(Op.TYPEOF, 'constant', 'a = typeof b.');
  row(Op.LT, 'bounded', 'a = b < c.');
  row(Op.LE, 'bounded', 'a = b <= c.');
  row(Op.GT, 'bounded', 'a = b > c.');
  row(Op.GE, 'bounded', 'a = b >= c.');
  row(Op.EQ, 'bounded', 'a = b == c.');
  row(Op.NE, 'bounded', 'a = b != c.');
  row(Op.SEQ, 'bounded', 'a = b === c.');
  row(Op.SNE, 'bounded', 'a = b !== c.');
  row(Op.INSTANCEOF, 'bounded', 'a = b instanceof c.');
  row(Op.IN, 'bounded', 'a = b in c.');
  row(Op.JMP, 'constant', 'Jump.');
  row(Op.JT, 'constant', 'Jump when a is truthy.');
  row(Op.JF, 'constant', 'Jump when a is falsy.');
  row(Op.JNULLISH, 'constant', 'Jump when a is null or undefined.');
  row(Op.JNNULLISH, 'constant', 'Jump when a is neither null nor undefined.');
  row(Op.JUNDEF, 'constant', 'Jump when a is undefined.');
  row(Op.JNUNDEF, 'constant', 'Jump when a is not undefined.');
  row(Op.JIS, 'constant', 'Jump when a is the special value b.');
  row(Op.JNIS, 'constant', 'Jump when a is not the special value b.');
  row(Op.JLT, 'bounded', 'Jump when a < b.');
  row(Op.JNLT, 'bounded', 'Jump when not a < b.');
  row(Op.JLE, 'bounded', 'Jump when a <= b.');
  row(Op.JNLE, 'bounded', 'Jump when not a <= b.');
  row(Op.JGT, 'bounded', 'Jump when a > b.');
  row(Op.JNGT, 'bounded', 'Jump when not a > b.');
  row(Op.JGE, 'bounded', 'Jump when a >= b.');
  row(Op.JNGE, 'bounded', 'Jump when not a >= b.');
  row(Op.JEQ, 'bounded', 'Jump when a == b.');
  row(Op.JNE, 'bounded', 'Jump when a != b.');
  row(Op.JSEQ, 'bounded', 'Jump when a === b.');
  row(Op.JSNE, 'bounded', 'Jump when a !== b.');
  row(Op.JLTI, 'bounded', 'Jump when a < imm.');
  row(Op.JNLTI, 'bounded', 'Jump when not a < imm.');
  row(Op.JLEI, 'bounded', 'Jump when a <= imm.');
  row(Op.JNLEI, 'bounded', 'Jump when not a <= imm.');
  row(Op.JGTI, 'bounded', 'Jump when a > imm.');
  row(Op.JNGTI, 'bounded', 'Jump when not a > imm.');
  row(Op.JGEI, 'bounded', 'Jump when a >= imm.');
  row(Op.JNGEI, 'bounded', 'Jump when not a >= imm.');
  row(Op.JSEQI, 'constant', 'Jump when a === imm.');
  row(Op.JSNEI, 'constant', 'Jump when a !== imm.');
  row(
    Op.LOOPLT,
    'bounded',
    'a = ToNumeric(a) + 1; jump when a < b. Emitted only when a is known to be a number.',
  );
  row(Op.GETP, 'constant: 1 per prototype link', 'a = b.key.');
  row(Op.SETP, 'constant: 1 per prototype link', 'a.key = b.');
  row(Op.GETLENGTH, 'constant', 'a = b.length.');
  row(Op.GETE, 'bounded', 'a = b[c].');
  row(Op.SETE, 'resumable: growth of the elements', 'a[b] = c.');
  row(Op.DELP, 'bounded', 'a = delete b.key.');
  row(Op.DELE, 'bounded', 'a = delete b[c].');
  row(Op.GETSUPER, 'bounded', "a = property c of b's prototype, with register c + 1 as receiver.");
  row(
    Op.SETSUPER,
    'bounded',
    "Sets property b of a's prototype to c, with register b + 1 as receiver.",
  );
  row(Op.DEFP, 'constant', 'Defines the own data property a.key = b.');
  row(Op.DEFE, 'bounded', 'Defines the own data property a[b] = c.');
  row(
    Op.DEFGETTER,
    'bounded',
    'Defines getter c for key b of a; enumerable unless a is a class or its prototype.',
  );
  row(Op.DEFSETTER, 'bounded', 'Defines setter c for key b of a.');
  row(Op.DEFMETHOD, 'bounded', 'Defines the non-enumerable method c for key b of a.');
  row(
    Op.COPYPROPS,
    'bounded',
    'Copies own enumerable properties of b into a, except the keys in array c (or undefined).',
  );
  row(
    Op.SETPROTO,
    'bounded',
    "Sets a's prototype to b when b is an object or null (`__proto__: b` in a literal).",
  );
  row(Op.NEWOBJ, 'constant', 'a = {} with room for b own properties.');
  row(
    Op.NEWLIT,
    'constant: bytes',
    'a = an object with the literal’s keys and the c values from register b on.',
  );
  row(Op.NEWARR, 'bounded: bytes', 'a = an array of the c values from register b on.');
  row(Op.ARRPUSH, 'resumable', 'Appends b (which may be a hole) to array a.');
  row(Op.ARRSPREAD, 'resumable', 'Appends the values of iterable b to array a.');
  row(
    Op.CLOSURE,
    'constant: bytes',
    'a = a new closure of the function, its captures taken from this frame.',
  );
  row(
    Op.CLASS,
    'bounded',
    'Makes constructor a a class with superclass b (hole: none); c = its prototype object.',
  );
  row(Op.SETNAME, 'bounded', 'Names the anonymous function or class a after key b.');
  row(Op.CALL, 'constant', 'a = call of the function in window b with c arguments.');
  row(
    Op.CALLM,
    'constant: 1 per prototype link',
    'a = call of method key of the receiver (`this` of window b) with c arguments.',
  );
  row(
    Op.CALLSPREAD,
    'bounded',
    'a = call with the arguments in the array that is the first argument of window b.',
  );
  row(Op.NEW, 'constant', 'a = new of the constructor in window b with c arguments.');
  row(Op.NEWSPREAD, 'bounded', 'The same with an array of arguments.');
  row(
    Op.SUPERCALL,
    'constant',
    'a = super(…): window b holds the active function as function and new.target as this; c arguments.',
  );
  row(Op.SUPERSPREAD, 'bounded', 'The same with an array of arguments.');
  row(
    Op.CALLN,
    'bounded',
    'a = intrinsic call of a native with c arguments in window b (library code only).',
  );
  row(
    Op.CALLH,
    'constant',
    'a = call of a library helper with c arguments in window b; window function and this are set by the instruction.',
  );
  row(Op.RET, 'constant', 'Returns a.');
  row(Op.RETU, 'constant', 'Returns undefined.');
  row(
    Op.RETCTOR,
    'constant',
    'Returns a from a constructor: a if it is an object, else b (the object made); derived: TypeError unless a is undefined, ReferenceError when b is uninitialised.',
  );
  row(Op.THROW, 'bounded', 'Throws a.');
  row(Op.THROWERR, 'bounded', 'Throws a new error of kind b with the message.');
  row(Op.ARGS, 'bounded', 'Reserved: the arguments object.');
  row(
    Op.ITER,
    'bounded',
    'Registers a, a + 1, a + 2 = iteration state over b (array and index, or iterator and next method).',
  );
  row(
    Op.ITERNEXT,
    'bounded',
    'a = the next value of the iteration in b, b + 1, b + 2; jumps when done.',
  );
  row(
    Op.ITERCLOSE,
    'bounded',
    'Ends the iteration in a early: calls return(), whose result must be an object.',
  );
  row(
    Op.ITERCLOSETHROW,
    'bounded',
    'The same when an exception is on its way: what return() does or throws is ignored.',
  );
  row(Op.FORIN, 'resumable', 'a = an array of the enumerable string keys of b and its prototypes.');
  row(
    Op.ASYNC,
    'constant',
    'a = the promise of this async call; first instruction of an async function, a is the register after the parameters.',
  );
  row(
    Op.AWAIT,
    'constant: bytes of the frame',
    'Suspends the async function until b settles; a = its value, or its reason is thrown.',
  );
  row(
    Op.ARETURN,
    'constant',
    'Resolves the promise of the async function with a and ends its frame.',
  );
  row(
    Op.GENERATOR,
    'constant: bytes of the frame',
    'Makes the generator object of this call and returns it to the caller.',
  );
  row(
    Op.YIELD,
    'constant: bytes of the frame',
    'Suspends the generator with value b; a = what next() was given.',
  );
  row(Op.GRETURN, 'constant', 'Ends the generator with value a.');
  row(Op.ASYNCITER, 'bounded', 'Reserved: iteration state for `for await`.');
  row(
    Op.NATIVE,
    'resumable',
    'The body of a native function: runs one phase of its state machine.',
  );
  row(Op.JOBEND, 'constant', 'The frame below every job: the job is over.');
  row(Op.RETHROW, 'bounded', 'Throws a again, keeping its stack and a cancel uncatchable.');
  row(Op.FINALLYEND, 'bounded', 'Reserved.');
  row(Op.NOP, 'constant', 'Nothing.');
  row(Op.DEBUGGER, 'constant', 'Reserved.');
  return rows;
}
