/** Statements. */
import { Op } from '../../../assembly/opcodes';
import type {
  Declaration,
  EnumStatement,
  Expression,
  Labelled,
  NamespaceStatement,
  Statement,
  Switch,
  Try,
  VariableStatement,
} from '../syntax';
import { emitClass } from './classes';
import { Label } from './code';
import { jumpIf } from './conditions';
import type { Emitter } from './emitter';
import { directTarget, emitFinally, emitJump, emitReturnFrom, returnsThroughCode } from './exits';
import { effect, immediateOf, into, literalOf, operandOf } from './expressions';
import { emitReturn, enterScope } from './functions';
import { emitDoWhile, emitFor, emitForIn, emitForOf, emitWhile } from './loops';
import { bindTarget } from './patterns';

export function emitStatements(e: Emitter, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (!e.leftOut.has(statement)) emitStatement(e, statement);
  }
}

export function emitStatement(e: Emitter, statement: Statement): void {
  switch (statement.kind) {
    case 'Expression':
      effect(e, statement.expression);
      break;
    case 'Variables':
      emitVariables(e, statement);
      break;
    case 'Block': {
      const mark = e.top;
      enterScope(e, statement.scope);
      emitStatements(e, statement.body);
      e.releaseScope(statement.scope, mark);
      break;
    }
    case 'If': {
      emitIf(e, statement);
      break;
    }
    case 'Return':
      emitReturnStatement(e, statement.value);
      break;
    case 'For':
      emitFor(e, statement);
      break;
    case 'ForOf':
      emitForOf(e, statement);
      break;
    case 'ForIn':
      emitForIn(e, statement);
      break;
    case 'While':
      emitWhile(e, statement);
      break;
    case 'DoWhile':
      emitDoWhile(e, statement);
      break;
    case 'Break':
    case 'Continue':
      emitJump(e, statement.kind, statement.label);
      break;
    case 'Throw': {
      const mark = e.top;
      const value = operandOf(e, statement.value);
      e.code.at(statement.position);
      e.code.emit(Op.THROW, value);
      e.release(mark);
      break;
    }
    case 'Try':
      emitTry(e, statement);
      break;
    case 'Switch':
      emitSwitch(e, statement);
      break;
    case 'Labelled':
      emitLabelled(e, statement);
      break;
    case 'ClassDeclaration':
    case 'DefaultExport': {
      const mark = e.top;
      const variable = statement.target.variable!;
      const own = e.registerOf(variable);
      const made = own >= 0 && !variable.checked ? own : e.allocate();
      if (statement.kind === 'ClassDeclaration') emitClass(e, statement.class, made);
      else into(e, statement.value, made);
      if (made !== own) e.initialise(variable, made);
      e.release(mark);
      break;
    }
    case 'Enum':
      emitEnum(e, statement);
      break;
    case 'Namespace':
      emitNamespace(e, statement);
  }
}

// ---- Declarations ----

function emitVariables(e: Emitter, { declares, declarations }: VariableStatement): void {
  for (const declaration of declarations) emitDeclaration(e, declaration, declares);
}

function emitDeclaration(
  e: Emitter,
  { target, initial, position }: Declaration,
  declares: 'var' | 'let' | 'const',
): void {
  const mark = e.top;
  if (initial === undefined) {
    if (declares !== 'var') emitUndefined(e, target);
  } else if (target.kind !== 'Name') {
    const source = operandOf(e, initial);
    e.code.at(position);
    bindTarget(e, target, source, 'initialise');
  } else {
    const variable = target.variable!;
    const register = e.registerOf(variable);
    if (register < 0) e.initialise(variable, operandOf(e, initial));
    else if (declares === 'var' || variable.checked) {
      // The name can be read by its own initialiser.
      const value = e.allocate();
      into(e, initial, value);
      e.initialise(variable, value);
    } else {
      // Nothing can read the register before: it may serve as a temporary.
      e.disown(register);
      into(e, initial, register);
      e.own(register);
    }
  }
  e.release(mark);
}

/** `let x;` */
function emitUndefined(e: Emitter, target: Declaration['target']): void {
  if (target.kind !== 'Name') return;
  const variable = target.variable!;
  const register = e.registerOf(variable);
  const { scope } = variable;
  const isFresh =
    register >= 0 &&
    !variable.checked &&
    (scope === e.node.bodyScope || scope === e.node.parameterScope);
  if (isFresh) return;
  const value = register >= 0 ? register : e.allocate();
  e.loadUndefined(value);
  if (register < 0) e.initialise(variable, value);
}

function emitEnum(e: Emitter, { target, members, position, extends: adds }: EnumStatement): void {
  const mark = e.top;
  const { code } = e;
  const object = e.allocate();
  code.at(position);
  if (adds) e.read(target, target.variable!, object);
  else {
    code.emit(Op.NEWOBJ, object, Math.min(members.length * 2, 48));
    // Members that refer to earlier ones by the enum's name find them.
    e.initialise(target.variable!, object);
  }
  for (const { name, value, reverse, position: place } of members) {
    const inner = e.top;
    const register = operandOf(e, value);
    code.at(place);
    e.property(Op.SETP, object, register, name);
    if (reverse) {
      const text = e.allocate();
      e.loadString(text, name);
      code.emit(Op.SETE, object, register, text);
    }
    e.release(inner);
  }
  e.release(mark);
}

function emitNamespace(
  e: Emitter,
  { target, scope, body, position, extends: adds }: NamespaceStatement,
): void {
  const mark = e.top;
  if (!adds) {
    const object = e.allocate();
    e.code.at(position);
    e.code.emit(Op.NEWOBJ, object, 0);
    e.initialise(target.variable!, object);
    e.release(mark);
  }
  enterScope(e, scope);
  emitStatements(e, body);
  e.releaseScope(scope, mark);
}

// ---- Branches ----

/** `else if` chains are walked, not recursed into. */
function emitIf(e: Emitter, outermost: Extract<Statement, { kind: 'If' }>): void {
  const { code } = e;
  const end = new Label();
  let statement: Statement | undefined = outermost;
  while (statement?.kind === 'If') {
    const { test, consequent, otherwise }: Extract<Statement, { kind: 'If' }> = statement;
    const target = jumpTarget(e, consequent);
    if (target !== undefined) {
      // The branch is nothing but a jump: the condition makes it.
      jumpIf(e, test, target, true);
      statement = otherwise;
      continue;
    }
    const next = otherwise === undefined ? end : new Label();
    jumpIf(e, test, next, false);
    emitStatement(e, consequent);
    if (otherwise !== undefined) {
      code.jump(end, Op.JMP);
      code.bind(next);
    }
    statement = otherwise;
  }
  if (statement !== undefined) emitStatement(e, statement);
  code.bind(end);
}

/** Where a statement jumps that does nothing else, when no code runs on the way. */
function jumpTarget(e: Emitter, statement: Statement): Label | undefined {
  if (statement.kind === 'Block') {
    const [only] = statement.body;
    return statement.body.length === 1 ? jumpTarget(e, only) : undefined;
  }
  if (statement.kind !== 'Break' && statement.kind !== 'Continue') return undefined;
  return directTarget(e, statement.kind, statement.label);
}

function emitSwitch(e: Emitter, { value, scope, cases }: Switch): void {
  const mark = e.top;
  const { code } = e;
  const reassigns = cases.some(({ test }) => test?.assigns);
  let subject: number;
  if (reassigns) {
    subject = e.allocate();
    into(e, value, subject);
  } else subject = operandOf(e, value);
  enterScope(e, scope);
  const breakLabel = new Label();
  const labels = cases.map(() => new Label());
  let otherwise = breakLabel;
  cases.forEach(({ test, position }, index) => {
    if (test === undefined) otherwise = labels[index];
    else emitCase(e, subject, test, labels[index], position);
  });
  code.jump(otherwise, Op.JMP);
  e.exits.push({
    kind: 'target',
    labels: [],
    breakable: true,
    breakLabel,
    continueLabel: undefined,
  });
  cases.forEach(({ body }, index) => {
    code.bind(labels[index]);
    emitStatements(e, body);
  });
  e.exits.pop();
  code.bind(breakLabel);
  e.releaseScope(scope, mark);
}

function emitCase(
  e: Emitter,
  subject: number,
  test: Expression,
  label: Label,
  position: number,
): void {
  const mark = e.top;
  const { code } = e;
  const immediate = immediateOf(e, test);
  const literal = literalOf(e, test);
  code.at(position);
  if (immediate !== undefined) code.jump(label, Op.JSEQI, subject, immediate);
  else if (literal?.kind === 'Special') code.jump(label, Op.JIS, subject, literal.value);
  else code.jump(label, Op.JSEQ, subject, operandOf(e, test));
  e.release(mark);
}

function emitLabelled(e: Emitter, outermost: Labelled): void {
  const labels: string[] = [];
  let body: Statement = outermost;
  while (body.kind === 'Labelled') {
    labels.push(body.label);
    body = body.body;
  }
  e.labels = labels;
  switch (body.kind) {
    case 'For':
    case 'ForOf':
    case 'ForIn':
    case 'While':
    case 'DoWhile':
      emitStatement(e, body);
      break;
    default: {
      e.labels = [];
      const breakLabel = new Label();
      e.exits.push({
        kind: 'target',
        labels,
        breakable: false,
        breakLabel,
        continueLabel: undefined,
      });
      emitStatement(e, body);
      e.exits.pop();
      e.code.bind(breakLabel);
    }
  }
}

// ---- Returns and exceptions ----

function emitReturnStatement(e: Emitter, value: Expression | undefined): void {
  const mark = e.top;
  if (!returnsThroughCode(e)) {
    if (value?.kind === 'Conditional') {
      // Each branch returns by itself.
      const otherwise = new Label();
      jumpIf(e, value.test, otherwise, false);
      emitReturnStatement(e, value.consequent);
      e.code.bind(otherwise);
      emitReturnStatement(e, value.otherwise);
      return;
    }
    emitReturn(e, value === undefined ? -1 : operandOf(e, value));
  } else if (value === undefined) emitReturnFrom(e, -1);
  else {
    // What runs on the way out may change variables: the value is kept.
    const kept = e.allocate();
    into(e, value, kept);
    emitReturnFrom(e, kept);
  }
  e.release(mark);
}

function emitTry(e: Emitter, { block, handler, finalizer }: Try): void {
  const guarded = (): void => {
    if (handler === undefined) emitStatement(e, block);
    else emitCatch(e, block, handler);
  };
  if (finalizer === undefined) guarded();
  else emitFinally(e, guarded, () => emitStatement(e, finalizer));
}

function emitCatch(e: Emitter, block: Statement, handler: NonNullable<Try['handler']>): void {
  const mark = e.top;
  const { code } = e;
  const end = new Label();
  const exception = e.allocate();
  e.own(exception);
  const ranges = code.protect(new Label(), exception, 'catch');
  e.exits.push({ kind: 'catch', handler: ranges });
  emitStatement(e, block);
  e.exits.pop();
  code.unprotect(ranges);
  code.jump(end, Op.JMP);
  code.bindHandler(ranges);
  const inner = e.top;
  enterScope(e, handler.scope);
  if (handler.target !== undefined) bindTarget(e, handler.target, exception, 'initialise');
  emitStatements(e, handler.body.body);
  e.releaseScope(handler.scope, inner);
  code.bind(end);
  e.disown(exception);
  e.release(mark);
}
