/**
 * A unit as readable text: tables first, then each function with its registers, code, handlers and lines.
 */
import {
  FLAG_ARROW,
  FLAG_ASYNC,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_GENERATOR,
  FLAG_LIBRARY,
  FLAG_METHOD,
  FLAG_REST,
} from '../../assembly/memory-map';
import { errorNames, libraryHelpers } from '../../assembly/names';
import { Op } from '../../assembly/opcodes';
import { CodeReader, instructions, jumpTarget, registerAt } from './instructions';
import type { Unit, UnitFunction } from './unit';

const flagNames: readonly (readonly [number, string])[] = [
  [FLAG_CONSTRUCTOR, 'constructor'],
  [FLAG_CLASS, 'class'],
  [FLAG_DERIVED, 'derived'],
  [FLAG_ASYNC, 'async'],
  [FLAG_GENERATOR, 'generator'],
  [FLAG_REST, 'rest'],
  [FLAG_ARROW, 'arrow'],
  [FLAG_METHOD, 'method'],
  [FLAG_LIBRARY, 'library'],
];

const specials = ['undefined', 'null', 'false', 'true', 'hole', 'uninitialised'];

/** The text of a unit, which must be verified. */
export function disassemble(unit: Unit): string {
  const lines: string[] = [];
  const string = (index: number) => unit.strings[index];
  for (const [index, module] of unit.modules.entries()) {
    const entry = index === unit.entry && !unit.library ? ', the entry' : '';
    lines.push(`module ${label(string(module.name))}: top-level code @${module.init}${entry}`);
    for (const request of module.requests) lines.push(`  imports ${quote(string(request))}`);
    for (const { name, global } of module.exports) {
      lines.push(`  exports ${label(string(name))} = ${variable(unit, global)}`);
    }
    for (const star of module.stars) lines.push(`  exports * from ${quote(string(star))}`);
  }
  for (const { namespace, name } of unit.imports) {
    lines.push(`capability ${label(capabilityName(string(namespace), string(name)))}`);
  }
  for (const index of unit.functions.keys()) {
    lines.push('', ...disassembleFunction(unit, index));
  }
  return `${lines.join('\n')}\n`;
}

/** How a capability is named outside: `log`, `db.query`. */
export const capabilityName = (namespace: string, name: string): string =>
  namespace === '' ? name : `${namespace}.${name}`;

function disassembleFunction(unit: Unit, index: number): string[] {
  const source = unit.functions[index];
  const flags = flagNames.flatMap(([flag, name]) => (source.flags & flag ? [name] : []));
  const lines = [
    `function @${index} ${label(unit.strings[source.name]) || '(anonymous)'} (${[
      plural(source.parameters, 'parameter'),
      plural(source.registers, 'register'),
      ...(source.cells > 0 ? [`cells ${registerRange(source.cellStart, source.cells)}`] : []),
      ...(source.instanceSlots > 0 ? [`instance slots ${source.instanceSlots}`] : []),
      ...flags,
    ].join(', ')}) in ${label(unit.strings[source.file])}`,
  ];
  for (const [capture, { from, kind, index: at }] of source.captures.entries()) {
    lines.push(`  capture ${capture}: ${kind} in ${from === 'outer' ? `capture ${at}` : `r${at}`}`);
  }
  return [...lines, ...codeLines(unit, source)];
}

function codeLines(unit: Unit, source: UnitFunction): string[] {
  const code = new CodeReader(source.code);
  const labels = findLabels(code, source);
  const lines: string[] = [];
  let record = 0;
  for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
    const label = labels.get(word);
    if (label !== undefined) lines.push(`${label}:`);
    let place = '';
    if (source.lines[record]?.word === word) {
      place = `  ; ${source.lines[record].line}:${source.lines[record].column}`;
      record++;
    }
    const text = instructionText(unit, code, word, labels);
    lines.push(place === '' ? `  ${text}` : `  ${text.padEnd(44)}${place}`);
  }
  const end = labels.get(code.words);
  if (end !== undefined) lines.push(`${end}:`);
  for (const handler of source.handlers) {
    const range = `${labels.get(handler.start)} to ${labels.get(handler.end)}`;
    lines.push(
      `  ${handler.kind} ${range}: r${handler.register}, go to ${labels.get(handler.target)}`,
    );
  }
  return lines;
}

/** Names L1, L2… for every word that a jump or a handler names. */
function findLabels(code: CodeReader, source: UnitFunction): Map<number, string> {
  const words = new Set<number>();
  for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
    const target = jumpTarget(code, word);
    if (target !== undefined) words.add(target);
  }
  for (const { start, end, target } of source.handlers) {
    for (const word of [start, end, target]) words.add(word);
  }
  const sorted = [...words].sort((a, b) => a - b);
  return new Map(sorted.map((word, index) => [word, `L${index + 1}`]));
}

function instructionText(
  unit: Unit,
  code: CodeReader,
  word: number,
  labels: ReadonlyMap<number, string>,
): string {
  const op = code.op(word);
  const row = instructions[op];
  const operands: string[] = [];
  const operand = (kind: string, value: number, signed: number): void => {
    if (kind === 'none') return;
    if (kind === 'rel16' || kind === 'rel32') {
      operands.push(labels.get(jumpTarget(code, word)!) ?? '?');
    } else if (kind === 'imm') operands.push(String(signed));
    else if (kind === 'imm32') operands.push(String(code.wide(word)));
    else if (kind === 'special') operands.push(specials[value] ?? String(value));
    else if (kind === 'capture') operands.push(`capture ${value}`);
    else if (kind === 'count') {
      operands.push(op === Op.THROWERR ? (errorNames()[value] ?? '?') : String(value));
    } else operands.push(`r${registerAt(value)}`);
  };
  operand(row.a, code.a(word), code.a(word));
  operand(row.b, code.b(word), code.signedB(word));
  operand(row.c, code.c(word), code.signedC(word));
  if (row.extra !== 'none') {
    operands.push(extraText(unit, row.extra, code.extraLow(word), code.extraHigh(word)));
  }
  return `${row.name.padEnd(10)} ${operands.join(', ')}`.trimEnd();
}

function extraText(unit: Unit, kind: string, low: number, high: number): string {
  const string = (index: number) => unit.strings[index];
  switch (kind) {
    case 'constant': {
      const constant = unit.constants[low];
      if ('string' in constant) return quote(string(constant.string));
      return Object.is(constant.number, -0) ? '-0' : String(constant.number);
    }
    case 'key':
      return `.${label(string(low))}`;
    case 'name':
      return quote(string(low));
    case 'global':
      return variable(unit, low);
    case 'function':
      return `@${low} ${label(string(unit.functions[low].name))}`.trimEnd();
    case 'literal':
      return `{${unit.literals[low].map((key) => label(string(key))).join(', ')}}`;
    case 'builtin':
      return label(string(unit.builtins[low]));
    case 'import': {
      const { namespace, name } = unit.imports[low];
      return label(capabilityName(string(namespace), string(name)));
    }
    case 'helper':
      return high === 1
        ? `@${low} ${label(string(unit.functions[low].name))}`
        : libraryHelpers()[low];
    default:
      return `${kind} ${low}`;
  }
}

/** A module variable: its name, and where it comes from. */
function variable(unit: Unit, index: number): string {
  const { name, from } = unit.globals[index];
  const text = `$${index} ${label(unit.strings[name])}`;
  if (!from) return text;
  return `${text} (${label(unit.strings[from.name])} from ${quote(unit.strings[from.specifier])})`;
}

/** A name as it is when it looks like one, else in quotes: names come from untrusted bytes. */
const label = (text: string): string => (/^[\w$./#<> -]{0,60}$/.test(text) ? text : quote(text));

/** A string in double quotes, long ones cut. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const registerRange = (start: number, count: number): string =>
  count === 1 ? `r${start}` : `r${start}-r${start + count - 1}`;
