/** Loops. */
import type { Expression, Statement, Target } from '../syntax';
import type { ts } from '../typescript';
import type { Converter } from './converter';
import { assignmentTarget, bindingTarget } from './patterns';
import { convertBody, convertDeclarations, declarationKind, inEnclosing } from './statements';

const LOOP = { label: undefined, loop: true };

function convertLoopBody(c: Converter, node: ts.Statement): Statement {
  c.function.hasLoops = true;
  return inEnclosing(c, LOOP, () => convertBody(c, node));
}

export function convertWhile(c: Converter, node: ts.WhileStatement): Statement {
  const test = c.expression(node.expression);
  const body = convertLoopBody(c, node.statement);
  return { kind: 'While', position: node.pos, test, body };
}

export function convertDoWhile(c: Converter, node: ts.DoStatement): Statement {
  const body = convertLoopBody(c, node.statement);
  const test = c.expression(node.expression);
  return { kind: 'DoWhile', position: node.pos, test, body };
}

export function convertFor(c: Converter, node: ts.ForStatement): Statement {
  const { ts } = c;
  const scope = c.newScope('block', node.pos);
  return c.inScope(scope, () => {
    const { initializer, condition, incrementor } = node;
    const initial =
      initializer === undefined
        ? undefined
        : ts.isVariableDeclarationList(initializer)
          ? convertDeclarations(c, initializer)
          : {
              kind: 'Expression' as const,
              position: initializer.pos,
              expression: c.expression(initializer),
            };
    const test = condition && c.expression(condition);
    const update = incrementor && c.expression(incrementor);
    const body = convertLoopBody(c, node.statement);
    return { kind: 'For', position: node.pos, scope, initial, test, update, body };
  });
}

interface LoopHead {
  target: Target;
  declares: boolean;
  source: Expression;
}

/** `for (target of source)`: the names of the head are in their dead zone while the source is evaluated. */
function convertHead(c: Converter, node: ts.ForInOrOfStatement): LoopHead {
  const { initializer, expression } = node;
  if (!c.ts.isVariableDeclarationList(initializer)) {
    const { target } = assignmentTarget(c, initializer);
    return { target, declares: false, source: c.expression(expression) };
  }
  const kind = declarationKind(c, initializer);
  const [declaration] = initializer.declarations;
  if (initializer.declarations.length !== 1) {
    c.syntaxError(initializer, 'A loop over values declares exactly one variable');
  }
  if (declaration === undefined) {
    const target = c.refer('undefined', initializer.pos);
    return { target, declares: false, source: c.expression(expression) };
  }
  if (declaration.initializer !== undefined) {
    c.syntaxError(declaration, 'The variable of a loop over values cannot have an initializer');
  }
  const declaring = { kind, initialisedAt: expression.end };
  const target = bindingTarget(c, declaration.name, declaring);
  return { target, declares: true, source: c.expression(expression) };
}

export function convertForOf(c: Converter, node: ts.ForOfStatement): Statement {
  if (node.awaitModifier !== undefined) c.unsupported(node.awaitModifier, 'for await');
  const scope = c.newScope('block', node.pos);
  return c.inScope(scope, () => {
    const { target, declares, source } = convertHead(c, node);
    const body = convertLoopBody(c, node.statement);
    return { kind: 'ForOf', position: node.pos, scope, target, declares, iterable: source, body };
  });
}

export function convertForIn(c: Converter, node: ts.ForInStatement): Statement {
  const scope = c.newScope('block', node.pos);
  return c.inScope(scope, () => {
    const { target, declares, source } = convertHead(c, node);
    const body = convertLoopBody(c, node.statement);
    return { kind: 'ForIn', position: node.pos, scope, target, declares, object: source, body };
  });
}
