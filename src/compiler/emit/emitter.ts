/**
 * The state of emitting one function: its code, registers, variables, and what surrounds the place of emission.
 *
 * Registers of a frame, in order: `this`, the parameters, the rest array, the promise of an async function, the
 * cells, then locals and temporaries as one stack: `top` is the first free register, a block gives its locals back at
 * its end and an expression its temporaries. All registers are undefined when a function is entered.
 */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_UNDEFINED, SPECIAL_UNINITIALISED } from '../../../assembly/value';
import type { SourceText } from '../diagnostics';
import type { Scope, Variable } from '../scope';
import type { FunctionNode, Name, Statement } from '../syntax';
import { type Code, FIRST_PRELOADED, Label } from './code';
import type { Exit } from './exits';
import type { UnitBuilder } from './unit-builder';

/** The format's limit; a function needs more only when it is generated. */
export const MAX_REGISTERS = 4000;

/** Values that the beginning of a function loads for its loops, at most. */
const MAX_PRELOADED = 12;

/** A function needs more registers than a frame may have. */
export class TooManyRegisters extends Error {}

/** How the beginning of a function loads a value for its loops. */
export type Preload =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'special'; value: number }
  | { kind: 'capture'; index: number }
  | { kind: 'global'; index: number };

export interface ModuleContext {
  unit: UnitBuilder;
  source: SourceText;
  library: boolean;
  /** Names of builtin globals. */
  isBuiltin(name: string): boolean;
  /** Are the top-level functions that others can see made by `emitModuleStart`? */
  hoistsElsewhere: boolean;
  /** Emits what stands before the first statement of the module: imports. */
  emitModuleStart?(e: Emitter): void;
  /** Functions whose closures are made but whose code is still to be emitted. */
  queue: { node: FunctionNode; index: number }[];
}

export class Emitter {
  /** First free register, and how many were ever used. */
  top = 1;
  highWater = 1;
  /** Loops around the place of emission, in this function. */
  loopDepth = 0;
  /** Loops, switches, labels, handlers around the place of emission, outermost first. */
  readonly exits: Exit[] = [];
  /** Labels of the statement that is about to be emitted. */
  labels: readonly string[] = [];
  /** Where `?.` goes when its left side is nullish. */
  chainEnd: Label | undefined;
  readonly preloads: Preload[] = [];
  private readonly preloadIndices = new Map<unknown, number>();
  /** Registers that hold variables: nothing else may be written to them. */
  private readonly owned = new Set<number>();
  cellStart = 0;
  /** Statements whose work is done elsewhere. */
  readonly leftOut = new Set<Statement>();
  /** Functions whose closures this one makes. */
  readonly closures: FunctionNode[] = [];
  /** Rare continuations, emitted behind the function's code so that the usual way does not jump over them. */
  readonly deferred: (() => void)[] = [];

  constructor(
    readonly context: ModuleContext,
    readonly node: FunctionNode,
    readonly code: Code,
  ) {}

  get unit(): UnitBuilder {
    return this.context.unit;
  }

  // ---- Registers ----

  /** Takes the next `count` registers. */
  allocate(count = 1): number {
    const first = this.top;
    this.top += count;
    if (this.top > this.highWater) {
      this.highWater = this.top;
      if (this.top > MAX_REGISTERS) throw new TooManyRegisters();
    }
    return first;
  }

  /** Gives back all registers from `mark` on. */
  release(mark: number): void {
    this.top = mark;
  }

  newLabel(): Label {
    return new Label();
  }

  own(register: number): void {
    this.owned.add(register);
  }

  disown(register: number): void {
    this.owned.delete(register);
  }

  /** The register, unless it holds a variable whose old value is still needed. */
  scratch(register: number): number | undefined {
    return this.owned.has(register) ? undefined : register;
  }

  // ---- Small instructions ----

  loadSpecial(register: number, special: number): void {
    this.code.emit(Op.LOADS, register, special);
  }

  loadUndefined(register: number): void {
    this.loadSpecial(register, SPECIAL_UNDEFINED);
  }

  loadNumber(register: number, value: number): void {
    if (isInt32(value)) this.code.emitWide(Op.LOADI, register, value);
    else this.code.emitWith(this.unit.numberConstant(value), 0, Op.LOADK, register);
  }

  loadString(register: number, value: string): void {
    this.code.emitWith(this.unit.stringConstant(value), 0, Op.LOADK, register);
  }

  move(to: number, from: number): void {
    if (to !== from) this.code.emit(Op.MOVE, to, from);
  }

  throwError(kind: ErrorKind, message: string): void {
    this.code.emitWith(this.unit.string(message), 0, Op.THROWERR, 0, kind);
  }

  /** An instruction on a property by its name, with a cache site of its own. */
  property(op: number, a: number, b: number, name: string, c = 0): void {
    if (!this.code.reachable) return;
    this.code.emitWith(this.unit.string(name), this.unit.cache(), op, a, b, c);
  }

  /** A register that the beginning of the function loads, or undefined when it would not pay. */
  preload(identity: unknown, how: Preload): number | undefined {
    if (this.loopDepth === 0) return undefined;
    let index = this.preloadIndices.get(identity);
    if (index === undefined) {
      if (this.preloads.length === MAX_PRELOADED) return undefined;
      index = this.preloads.push(how) - 1;
      this.preloadIndices.set(identity, index);
    }
    return FIRST_PRELOADED + index;
  }

  // ---- Variables ----

  isOwn(variable: Variable): boolean {
    return variable.scope.function === this.node;
  }

  /** The register of a variable that can be used where it is, or -1. */
  registerOf(variable: Variable): number {
    if (variable.isGlobal || variable.inCell || !this.isOwn(variable)) return -1;
    return variable.register;
  }

  /** Reads a variable into a register. */
  read(name: Pick<Name, 'check' | 'position'>, variable: Variable, to: number): void {
    const { code } = this;
    code.at(name.position);
    if (variable.isGlobal) {
      code.emitWith(variable.global, 0, name.check ? Op.LOADGC : Op.LOADG, to);
    } else if (this.isOwn(variable)) {
      if (variable.inCell) {
        if (name.check)
          code.emitWith(this.unit.string(variable.name), 0, Op.CELLGETC, to, variable.cell);
        else code.emit(Op.CELLGET, to, variable.cell);
      } else {
        this.checkInitialised(name, variable);
        this.move(to, variable.register);
      }
    } else {
      const index = this.captureIndex(variable);
      if (!variable.inCell) code.emit(Op.CAPGET, to, index);
      else if (name.check)
        code.emitWith(this.unit.string(variable.name), 0, Op.CAPCELLGETC, to, index);
      else code.emit(Op.CAPCELLGET, to, index);
    }
  }

  /** Throws the ReferenceError of the dead zone when the name may be used too early. */
  checkInitialised(name: Pick<Name, 'check' | 'position'>, variable: Variable): void {
    if (!name.check) return;
    this.code.at(name.position);
    if (variable.kind === 'parameter') {
      // In its own function a parameter is used too early by the defaults before it, and always.
      this.throwError(
        ErrorKind.REFERENCE_ERROR,
        `Cannot access '${variable.name}' before initialization`,
      );
      this.code.reachable = true;
      return;
    }
    this.code.emitWith(this.unit.string(variable.name), 0, Op.CHECKINIT, variable.register);
  }

  /** Assigns to a variable that has been declared. */
  write(name: Name, variable: Variable, from: number): void {
    const { code } = this;
    code.at(name.position);
    if (variable.isGlobal) {
      code.emitWith(variable.global, 0, name.check ? Op.STOREGC : Op.STOREG, from);
    } else if (this.isOwn(variable)) {
      if (variable.inCell) {
        if (name.check)
          code.emitWith(this.unit.string(variable.name), 0, Op.CELLSETC, variable.cell, from);
        else code.emit(Op.CELLSET, variable.cell, from);
      } else {
        this.checkInitialised(name, variable);
        this.move(variable.register, from);
      }
    } else {
      const index = this.captureIndex(variable);
      if (name.check)
        code.emitWith(this.unit.string(variable.name), 0, Op.CAPCELLSETC, from, index);
      else code.emit(Op.CAPCELLSET, from, index);
    }
  }

  /** Gives a variable its first value, at its declaration. */
  initialise(variable: Variable, from: number): void {
    const { code } = this;
    if (variable.isGlobal) code.emitWith(variable.global, 0, Op.INITG, from);
    else if (variable.inCell) {
      if (makesCellAtDeclaration(variable)) code.emit(Op.NEWCELL, variable.cell, from);
      else code.emit(Op.CELLSET, variable.cell, from);
    } else this.move(variable.register, from);
  }

  captureIndex(variable: Variable): number {
    const index = this.node.captures.get(variable);
    if (index === undefined) throw new Error(`'${variable.name}' is not captured`);
    return index;
  }

  // ---- Scopes ----

  /** Gives the variables of a scope their registers. */
  allocateScope(scope: Scope): void {
    for (const variable of scope.variables.values()) {
      if (variable.isGlobal || variable.inCell || variable.holder !== undefined) continue;
      if (variable.register >= 0 && isPlaced(variable)) continue;
      variable.register = this.allocate();
      this.own(variable.register);
    }
  }

  /** Starts a new life of a scope's variables: dead zones, cells, and the functions declared in it. */
  initialiseScope(scope: Scope): void {
    for (const variable of scope.variables.values()) this.initialiseVariable(variable);
  }

  private initialiseVariable(variable: Variable): void {
    if (variable.kind === 'parameter' || variable.holder !== undefined) return;
    if (variable.isGlobal) {
      if (isUndefinedFirst(variable) && !this.context.hoistsElsewhere) this.clearGlobal(variable);
      return;
    }
    if (variable.inCell) {
      if (!makesCellAtDeclaration(variable)) this.makeCell(variable);
    } else if (variable.checked) {
      this.loadSpecial(variable.register, SPECIAL_UNINITIALISED);
    } else if (variable.kind === 'var' && variable.scope.kind === 'static') {
      // The registers of a function's own variables are undefined at its entry; these may have been used.
      this.loadUndefined(variable.register);
    }
  }

  /** Gives a module variable its first value, undefined. */
  clearGlobal(variable: Variable): void {
    const value = this.allocate();
    this.loadUndefined(value);
    this.code.emitWith(variable.global, 0, Op.INITG, value);
    this.release(value);
  }

  /** Makes the cell of a variable that lives in one, before the variable has a value. */
  makeCell(variable: Variable): void {
    if (!variable.inCell) return;
    const content = this.allocate();
    this.loadSpecial(content, variable.checked ? SPECIAL_UNINITIALISED : SPECIAL_UNDEFINED);
    this.code.emit(Op.NEWCELL, variable.cell, content);
    this.release(content);
  }

  /** Gives the registers of a scope back. */
  releaseScope(scope: Scope, mark: number): void {
    for (const variable of scope.variables.values()) {
      if (variable.register >= mark && this.isOwn(variable)) this.disown(variable.register);
    }
    this.release(mark);
  }
}

/** Is the variable's cell made at its declaration, with its first value in it? */
export function makesCellAtDeclaration(variable: Variable): boolean {
  switch (variable.kind) {
    case 'let':
    case 'const':
    case 'class':
      return !variable.capturedEarly && !variable.checked && variable.scope.kind !== 'switch';
    case 'parameter':
      return !variable.checked;
    case 'catch':
      return true;
    default:
      return false;
  }
}

/** Is the variable undefined from the start, without a dead zone? */
export const isUndefinedFirst = ({ kind }: Variable): boolean => kind === 'var' || kind === 'enum';

/** Are its registers given by the layout of the frame? */
const isPlaced = ({ kind }: Variable): boolean =>
  kind === 'parameter' || kind === 'this' || kind === 'newTarget';

export const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** Does a number fit the immediate operand of an instruction? */
export const isImmediate = (value: number): boolean =>
  value >= -32768 && value <= 32767 && isInt32(value);
