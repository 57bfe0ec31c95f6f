/** Literals, templates, array and object literals. */
import { SPECIAL_FALSE, SPECIAL_NULL, SPECIAL_TRUE } from '../../../assembly/value';
import type { Expression, ObjectProperty, PropertyKey, Spread } from '../syntax';
import type { ts } from '../typescript';
import type { Converter } from './converter';
import { convertFunctionLike } from './functions';

export function convertNumber(c: Converter, node: ts.NumericLiteral): Expression {
  const raw = c.source.text.slice(c.source.skipTrivia(node.pos), node.end);
  if (/^0[0-9]/.test(raw)) c.syntaxError(node, 'Octal literals are not allowed in strict mode');
  // The parser has turned the digits into JavaScript's own text of the number.
  return numberAt(node.pos, Number(node.text));
}

export const numberAt = (position: number, value: number): Expression => ({
  kind: 'Number',
  position,
  assigns: false,
  value,
});

export const stringAt = (position: number, value: string): Expression => ({
  kind: 'String',
  position,
  assigns: false,
  value,
});

export function convertString(c: Converter, node: ts.StringLiteral): Expression {
  const start = c.source.skipTrivia(node.pos);
  if (/\\(0[0-9]|[1-9])/.test(c.source.text.slice(start, Math.min(node.end, start + 1000)))) {
    checkOctalEscapes(c, node, c.source.text.slice(start, node.end));
  }
  return stringAt(node.pos, node.text);
}

function checkOctalEscapes(c: Converter, node: ts.Node, raw: string): void {
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] !== '\\') continue;
    at++;
    if (/[1-9]/.test(raw[at]) || (raw[at] === '0' && /[0-9]/.test(raw[at + 1] ?? ''))) {
      c.syntaxError(node, 'Octal escape sequences are not allowed in strict mode');
      return;
    }
  }
}

export function convertPlainTemplate(
  _c: Converter,
  node: ts.NoSubstitutionTemplateLiteral,
): Expression {
  return stringAt(node.pos, node.text);
}

export function convertTemplate(c: Converter, node: ts.TemplateExpression): Expression {
  const texts = [node.head.text];
  const values: Expression[] = [];
  for (const span of node.templateSpans) {
    values.push(c.expression(span.expression));
    texts.push(span.literal.text);
  }
  return { kind: 'Template', position: node.pos, assigns: false, texts, values };
}

export function convertTaggedTemplate(c: Converter, node: ts.TaggedTemplateExpression): Expression {
  const tag = c.expression(node.tag);
  const texts: (string | undefined)[] = [];
  const raws: string[] = [];
  const values: Expression[] = [];
  const part = (literal: ts.TemplateLiteralLikeNode): void => {
    const raw = rawText(c, literal);
    texts.push(hasInvalidEscape(raw) ? undefined : literal.text);
    raws.push(raw);
  };
  if (c.ts.isNoSubstitutionTemplateLiteral(node.template)) part(node.template);
  else {
    part(node.template.head);
    for (const span of node.template.templateSpans) {
      values.push(c.expression(span.expression));
      part(span.literal);
    }
  }
  const site = c.moduleScope.hidden('template', 0);
  site.captured = true;
  return {
    kind: 'TaggedTemplate',
    position: node.pos,
    assigns: false,
    tag,
    texts,
    raws,
    values,
    site,
  };
}

/** A `\\` that starts no escape sequence of ECMA-262 (12.9.6): the part then has no cooked text. */
const invalidEscape =
  /^(?:u(?!\{0*(?:10|[0-9a-f])?[0-9a-f]{1,4}\}|[0-9a-f]{4})|x(?![0-9a-f]{2})|[1-9]|0[0-9])/i;

function hasInvalidEscape(raw: string): boolean {
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
    if (invalidEscape.test(raw.slice(at + 1, at + 16))) return true;
  }
  return false;
}

/** The characters of a template part as written, line ends normalised. */
function rawText(c: Converter, literal: ts.TemplateLiteralLikeNode): string {
  const start = c.source.skipTrivia(literal.pos);
  const isLast =
    literal.kind === c.ts.SyntaxKind.TemplateTail ||
    literal.kind === c.ts.SyntaxKind.NoSubstitutionTemplateLiteral;
  const raw = c.source.text.slice(start + 1, literal.end - (isLast ? 1 : 2));
  return raw.replace(/\r\n?/g, '\n');
}

const special =
  (value: number) =>
  (_c: Converter, node: ts.Node): Expression => ({
    kind: 'Special',
    position: node.pos,
    assigns: false,
    value,
  });

export const convertTrue = special(SPECIAL_TRUE);
export const convertFalse = special(SPECIAL_FALSE);
export const convertNull = special(SPECIAL_NULL);

export function refuseBigInt(c: Converter, node: ts.BigIntLiteral): Expression {
  return c.unsupported(node, 'bigint');
}

export function refuseRegExp(c: Converter, node: ts.RegularExpressionLiteral): Expression {
  return c.unsupported(node, 'regular expression (regexp)');
}

/** An element of an array literal or an argument. */
export function convertSpreadable(c: Converter, node: ts.Expression): Expression | Spread {
  if (!c.ts.isSpreadElement(node)) return c.expression(node);
  const before = c.assignments;
  const expression = c.expression(node.expression);
  return {
    kind: 'Spread',
    position: node.pos,
    assigns: c.assignments !== before,
    expression,
  };
}

export function convertArray(c: Converter, node: ts.ArrayLiteralExpression): Expression {
  const elements = node.elements.map((element) =>
    c.ts.isOmittedExpression(element) ? undefined : convertSpreadable(c, element),
  );
  return { kind: 'Array', position: node.pos, assigns: false, elements };
}

export function convertObject(c: Converter, node: ts.ObjectLiteralExpression): Expression {
  const { ts } = c;
  const properties: ObjectProperty[] = [];
  const scope = c.newScope('object', node.pos);
  const home = scope.add('%home', 'hidden', node.pos);
  const outerHome = c.superHome;
  let hasPrototype = false;
  const method = (
    member: ts.MethodDeclaration | ts.AccessorDeclaration,
    kind: 'method' | 'getter' | 'setter',
    key: PropertyKey,
  ) => {
    c.superHome = '%home';
    const value = c.inScope(scope, () =>
      convertFunctionLike(c, member, kind, functionNameFor(key, kind)),
    );
    c.superHome = outerHome;
    return value;
  };
  for (const member of node.properties) {
    const position = member.pos;
    if (ts.isSpreadAssignment(member)) {
      properties.push({ kind: 'spread', value: c.expression(member.expression), position });
    } else if (ts.isShorthandPropertyAssignment(member)) {
      if (member.objectAssignmentInitializer) {
        c.syntaxError(member, 'Invalid shorthand property initializer');
      }
      const value = c.expression(member.name);
      properties.push({
        kind: 'value',
        key: { kind: 'name', name: member.name.text },
        value,
        position,
      });
    } else if (ts.isPropertyAssignment(member)) {
      const key = convertPropertyKey(c, member.name);
      const isPrototype =
        key.kind === 'name' && key.name === '__proto__' && !ts.isComputedPropertyName(member.name);
      const value = c.expression(member.initializer, isPrototype ? '' : functionNameFor(key));
      if (isPrototype) {
        if (hasPrototype) c.syntaxError(member, 'Duplicate __proto__ fields are not allowed');
        hasPrototype = true;
        properties.push({ kind: 'prototype', value, position });
      } else {
        properties.push({ kind: 'value', key, value, position });
      }
    } else {
      const key = convertPropertyKey(c, member.name);
      if (ts.isMethodDeclaration(member)) {
        const value = method(member, 'method', key);
        properties.push({ kind: 'value', key, value, position });
      } else {
        const kind = ts.isGetAccessor(member) ? 'getter' : 'setter';
        properties.push({ kind, key, value: method(member, kind, key), position });
      }
    }
  }
  return {
    kind: 'Object',
    position: node.pos,
    assigns: false,
    properties,
    home,
  };
}

/** The name of a function that is the value of a property with this key; '' when it is known at run time only. */
export function functionNameFor(
  key: PropertyKey,
  kind: 'method' | 'getter' | 'setter' | 'value' = 'value',
): string {
  const prefix = kind === 'getter' ? 'get ' : kind === 'setter' ? 'set ' : '';
  if (key.kind === 'name') return prefix + key.name;
  const { expression } = key;
  if (expression.kind === 'Number') return prefix + String(expression.value);
  return '';
}

/** Largest array index plus one. */
const MAX_LENGTH = 4294967295;

/** The index that a property name spells, or -1: '7' but not '07' or '1.5'. */
export function arrayIndexOf(name: string): number {
  const first = name.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return -1;
  const index = Number(name);
  return index < MAX_LENGTH && Number.isInteger(index) && String(index) === name ? index : -1;
}

/** A property's name in a literal, class or pattern. Indices become numbers, so that elements are elements. */
export function convertPropertyKey(c: Converter, name: ts.PropertyName): PropertyKey {
  const { ts } = c;
  if (ts.isIdentifier(name)) return { kind: 'name', name: name.text };
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return keyOf(name.text, name.pos);
  if (ts.isComputedPropertyName(name)) {
    const expression = c.expression(name.expression);
    if (expression.kind === 'String') return keyOf(expression.value, name.pos);
    if (expression.kind === 'Number') return keyOf(String(expression.value), name.pos);
    return { kind: 'computed', expression };
  }
  if (ts.isPrivateIdentifier(name)) c.unsupported(name, `private name ${name.text}`);
  else c.unsupported(name, 'bigint as a property name');
  return { kind: 'name', name: name.text };
}

function keyOf(name: string, position: number): PropertyKey {
  const index = arrayIndexOf(name);
  if (index < 0) return { kind: 'name', name };
  return { kind: 'computed', expression: numberAt(position, index) };
}
