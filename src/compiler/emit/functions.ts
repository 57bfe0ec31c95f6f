/** Whole functions: parameters, cells, bodies, returns; and the closures that make them. */
import {
  FLAG_ARROW,
  FLAG_ASYNC,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_LIBRARY,
  FLAG_METHOD,
  FLAG_REST,
} from '../../../assembly/memory-map';
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_UNINITIALISED } from '../../../assembly/value';
import type { UnitCapture, UnitFunction, UnitHandler } from '../../bytecode/unit';
import type { Scope, Variable } from '../scope';
import type { Expression, FunctionNode, Parameter } from '../syntax';
import { Code, JumpTooFar } from './code';
import { Emitter, type ModuleContext } from './emitter';
import { into } from './expressions';
import { emitFields, emitParameterProperties } from './fields';
import { bindTarget } from './patterns';
import { emitStatements } from './statements';

/** Emits one function into the unit, again with long jumps if a short one does not reach. */
export function emitFunction(context: ModuleContext, node: FunctionNode, index: number): void {
  const mark = context.unit.mark();
  const queued = context.queue.length;
  try {
    emitWith(context, node, index, new Code(false));
  } catch (error) {
    if (!(error instanceof JumpTooFar)) throw error;
    context.unit.restore(mark);
    context.queue.length = queued;
    emitWith(context, node, index, new Code(true));
  }
}

function emitWith(context: ModuleContext, node: FunctionNode, index: number, code: Code): void {
  const e = new Emitter(context, node, code);
  const promise = layOutFrame(e);
  // The fields of a base class are defined before even the defaults of parameters are evaluated.
  if (node.class !== undefined && node.kind === 'constructor') {
    emitFields(e, node.class, emitOwnObject(e));
  }
  emitParameters(e);
  if (node.bodyScope !== node.parameterScope) {
    e.initialiseScope(node.bodyScope);
    for (const variable of node.bodyScope.variables.values()) {
      if (variable.copies === undefined) continue;
      const mark = e.top;
      const copy = e.allocate();
      e.read({ check: false, position: node.position }, variable.copies, copy);
      e.initialise(variable, copy);
      e.release(mark);
    }
    emitFunctionDeclarations(e, node.bodyScope);
  }
  if (node.class !== undefined && node.kind === 'constructor') {
    emitParameterProperties(e, node.class, objectOf(node));
  }
  if (node.kind === 'module') context.emitModuleStart?.(e);
  emitStatements(e, node.body);
  if (code.reachable) emitReturn(e, -1);
  for (const emitDeferred of e.deferred) emitDeferred();
  context.unit.functions[index] = finish(e, promise);
}

/** The register of the object that the constructor of a base class initialises. */
const objectOf = (node: FunctionNode): number =>
  node.usesNewTarget ? node.parameterScope.receiver!.register : 0;

/** A base class gets its object ready-made, unless its constructor asks for new.target and gets that instead. */
function emitOwnObject(e: Emitter): number {
  const { node, code } = e;
  const object = objectOf(node);
  if (!node.usesNewTarget) return object;
  const mark = e.top;
  const prototype = e.allocate();
  e.property(Op.GETP, prototype, 0, 'prototype');
  code.emit(Op.NEWOBJ, object, slotsOf(node));
  code.emit(Op.SETPROTO, object, prototype);
  e.release(mark);
  return object;
}

/** Gives parameters and cells their registers; the promise's register when the function is async. */
function layOutFrame(e: Emitter): number {
  const { node } = e;
  for (const scope of [node.parameterScope, node.bodyScope]) {
    for (const variable of scope.variables.values()) variable.register = -1;
  }
  e.allocate(node.parameters.length);
  node.parameters.forEach(({ target }, index) => {
    if (target.kind !== 'Name') return;
    const variable = target.variable!;
    if (!variable.inCell) variable.register = 1 + index;
    e.own(1 + index);
  });
  if (node.rest !== undefined) {
    const register = e.allocate();
    e.own(register);
    if (node.rest.kind === 'Name') node.rest.variable!.register = register;
  }
  const promise = node.isAsync ? e.allocate() : -1;
  e.cellStart = e.top;
  for (const variable of node.cells) variable.cell = e.allocate();
  const { receiver } = node.parameterScope;
  const hasObject = node.kind !== 'derived constructor' && !node.usesNewTarget;
  if (receiver !== undefined && hasObject) receiver.register = 0;
  const newTarget = node.parameterScope.variables.get('new.target');
  if (newTarget !== undefined) newTarget.register = 0;
  // Variables of the function itself get registers that nothing has written to: they are undefined.
  e.allocateScope(node.parameterScope);
  if (node.bodyScope !== node.parameterScope) e.allocateScope(node.bodyScope);
  return promise;
}

/** Initialises parameters, then everything that lives in the function's own scope. */
function emitParameters(e: Emitter): void {
  const { node } = e;
  const scope = node.parameterScope;
  for (const variable of scope.variables.values()) {
    if (variable.kind !== 'parameter' || !variable.inCell || !variable.checked) continue;
    const content = e.allocate();
    e.loadSpecial(content, SPECIAL_UNINITIALISED);
    e.code.emit(Op.NEWCELL, variable.cell, content);
    e.release(content);
  }
  e.initialiseScope(scope);
  for (const [index, parameter] of node.parameters.entries()) {
    emitParameter(e, parameter, 1 + index);
  }
  if (node.rest !== undefined) {
    const register = 1 + node.parameters.length;
    if (node.rest.kind === 'Name') {
      const variable = node.rest.variable!;
      if (variable.inCell) e.initialise(variable, register);
    } else bindTarget(e, node.rest, register, 'initialise');
  }
  emitFunctionDeclarations(e, scope);
}

function emitParameter(
  e: Emitter,
  { target, initial, position }: Parameter,
  register: number,
): void {
  if (initial !== undefined) emitDefault(e, initial, register);
  e.code.at(position);
  if (target.kind === 'Name') {
    const variable = target.variable!;
    if (variable.inCell) e.initialise(variable, register);
  } else bindTarget(e, target, register, 'initialise');
}

/** Replaces undefined in a register by the value of an expression. */
export function emitDefault(e: Emitter, initial: Expression, register: number): void {
  const given = e.newLabel();
  e.code.jump(given, Op.JNUNDEF, register);
  into(e, initial, register);
  e.code.bind(given);
}

/** Allocates and initialises a scope, and makes the functions declared in it. */
export function enterScope(e: Emitter, scope: Scope): void {
  e.allocateScope(scope);
  e.initialiseScope(scope);
  emitFunctionDeclarations(e, scope);
}

/** Function declarations have their values from the beginning of their scope on. */
export function emitFunctionDeclarations(e: Emitter, scope: Scope): void {
  for (const { node, variable } of scope.functions) {
    // Nobody can call it.
    if (!variable.used && !variable.exported) continue;
    if (e.context.hoistsElsewhere && scope.kind === 'module' && variable.isGlobal) continue;
    const target = e.registerOf(variable);
    if (target >= 0) emitClosure(e, node, target);
    else {
      const mark = e.top;
      const made = e.allocate();
      emitClosure(e, node, made);
      e.initialise(variable, made);
      e.release(mark);
    }
  }
}

/** Makes the closure of a function; its code is emitted later. */
export function emitClosure(e: Emitter, node: FunctionNode, to: number): void {
  if (!e.code.reachable) return;
  const index = e.unit.reserveFunction();
  e.context.queue.push({ node, index });
  e.closures.push(node);
  node.captureSources = [...node.captures.keys()].map((variable) => captureSource(e, variable));
  e.code.at(node.position);
  e.code.emitWith(index, 0, Op.CLOSURE, to);
}

function captureSource(e: Emitter, variable: Variable): UnitCapture {
  const kind = variable.inCell ? 'cell' : 'value';
  if (!e.isOwn(variable)) return { from: 'outer', index: e.captureIndex(variable), kind };
  return { from: 'register', index: variable.inCell ? variable.cell : variable.register, kind };
}

/** Returns the value of a register, or undefined when it is negative, in the way of the function's kind. */
export function emitReturn(e: Emitter, value: number): void {
  const { node, code } = e;
  const mark = e.top;
  if (node.isAsync) {
    const result = value >= 0 ? value : undefinedIn(e);
    code.emit(Op.ARETURN, result);
  } else if (node.kind === 'constructor') {
    const object = objectOf(node);
    if (node.usesNewTarget) code.emit(Op.RETCTOR, value >= 0 ? value : undefinedIn(e), object);
    else if (value >= 0) code.emit(Op.RETCTOR, value, object);
    else code.emit(Op.RET, object);
  } else if (node.kind === 'derived constructor') returnReceiver(e, value);
  else if (value >= 0) code.emit(Op.RET, value);
  else code.emit(Op.RETU);
  e.release(mark);
}

function undefinedIn(e: Emitter): number {
  const register = e.allocate();
  e.loadUndefined(register);
  return register;
}

/** A derived constructor gives the object that super() made; RETCTOR checks that it did. */
function returnReceiver(e: Emitter, value: number): void {
  const receiver = e.node.parameterScope.receiver!;
  let register = receiver.register;
  if (receiver.inCell) {
    register = e.allocate();
    e.code.emit(Op.CELLGET, register, receiver.cell);
  }
  e.code.emit(Op.RETCTOR, value >= 0 ? value : undefinedIn(e), register);
}

function flagsOf(e: Emitter): number {
  const { node, context } = e;
  let flags = 0;
  if (node.isAsync) flags |= FLAG_ASYNC;
  if (node.rest !== undefined) flags |= FLAG_REST;
  if (context.library) flags |= FLAG_LIBRARY;
  switch (node.kind) {
    case 'function':
      // Library functions are made constructors by the table of builtins.
      if (!node.isAsync && !context.library) flags |= FLAG_CONSTRUCTOR;
      break;
    case 'arrow':
      flags |= FLAG_ARROW;
      break;
    case 'method':
    case 'getter':
    case 'setter':
      flags |= FLAG_METHOD;
      break;
    case 'constructor':
      flags |= FLAG_CONSTRUCTOR | FLAG_CLASS;
      if (node.usesNewTarget) flags |= FLAG_DERIVED;
      break;
    case 'derived constructor':
      flags |= FLAG_CONSTRUCTOR | FLAG_CLASS | FLAG_DERIVED;
      break;
    case 'module':
      break;
  }
  return flags;
}

/** Puts together what was emitted: first what loads the values for loops, then the body. */
function finish(e: Emitter, promise: number): UnitFunction {
  const { node, code, unit } = e;
  const start = new Code(false);
  if (promise >= 0) {
    start.at(node.position);
    start.emit(Op.ASYNC, promise);
  }
  const firstPreloaded = e.cellStart + node.cells.length;
  const preloaded = e.preloads.length;
  const moved = (register: number): number =>
    register < firstPreloaded ? register : register + preloaded;
  e.top = e.highWater;
  e.allocate(preloaded);
  for (const [index, preload] of e.preloads.entries()) {
    const register = firstPreloaded + index;
    switch (preload.kind) {
      case 'number':
        if ((preload.value | 0) === preload.value && !Object.is(preload.value, -0)) {
          start.emitWide(Op.LOADI, register, preload.value);
        } else start.emitWith(unit.numberConstant(preload.value), 0, Op.LOADK, register);
        break;
      case 'string':
        start.emitWith(unit.stringConstant(preload.value), 0, Op.LOADK, register);
        break;
      case 'special':
        start.emit(Op.LOADS, register, preload.value);
        break;
      case 'capture':
        start.emit(Op.CAPGET, register, preload.index);
        break;
      case 'global':
        start.emitWith(preload.index, 0, Op.LOADG, register);
        break;
    }
  }
  code.placePreloaded(firstPreloaded, preloaded);
  for (const inner of e.closures) {
    for (const source of inner.captureSources) {
      if (source.from === 'register') source.index = moved(source.index);
    }
  }
  const shift = start.length;
  const bytes = new Uint8Array((shift + code.length) * 8);
  bytes.set(start.bytes());
  bytes.set(code.bytes(), shift * 8);
  const { source } = e.context;
  const lines = start.lines.map(({ word, position }) => ({ word, ...source.placeOf(position) }));
  for (const { word, position } of code.lines) {
    lines.push({ word: word + shift, ...source.placeOf(position) });
  }
  const parameters = node.parameters.length;
  const withDefault = node.parameters.findIndex(({ initial }) => initial !== undefined);
  return {
    name: unit.string(node.name),
    length: withDefault < 0 ? parameters : withDefault,
    parameters,
    registers: e.highWater,
    cellStart: e.cellStart,
    cells: node.cells.length,
    flags: flagsOf(e),
    instanceSlots: node.isConstructor || node.kind === 'function' ? slotsOf(node) : 0,
    code: bytes,
    handlers: handlersOf(code, shift, moved),
    captures: node.captureSources,
    lines,
    file: unit.string(source.fileName),
  };
}

/** More properties turn an object into a dictionary. */
const MAX_INSTANCE_SLOTS = 64;

function slotsOf(node: FunctionNode): number {
  const names = new Set(node.ownNames);
  if (node.class !== undefined) {
    for (const { name } of node.class.parameterProperties) names.add(name);
    for (const member of node.class.members) {
      if (member.kind !== 'field' || member.static) continue;
      names.add(member.key.kind === 'name' ? member.key.name : `[${member.position}]`);
    }
  }
  return Math.min(names.size, MAX_INSTANCE_SLOTS);
}

function handlersOf(code: Code, shift: number, moved: (register: number) => number): UnitHandler[] {
  const handlers: UnitHandler[] = [];
  for (const { ranges, target, register, kind } of code.handlers) {
    for (const { start, end } of ranges) {
      handlers.push({
        start: start + shift,
        end: end + shift,
        target: target.position + shift,
        register: moved(register),
        kind,
      });
    }
  }
  return handlers;
}
