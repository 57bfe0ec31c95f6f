/**
 * Limits on source text, so that no later pass can be made to overflow the stack: the size and the nesting of brackets
 * before TypeScript's recursive parser sees the text, the depth of the tree before our own recursive passes do.
 */
import type { DiagnosticList, SourceText } from './diagnostics';
import type { TypeScript, ts } from './typescript';

export interface SourceLimits {
  /** UTF-8 bytes of one module. Default 1 MiB. */
  maxSourceBytes?: number;
  /** Brackets, operators and other constructs inside each other. Default 500. */
  maxNesting?: number;
}

export const DEFAULT_MAX_SOURCE_BYTES = 1024 * 1024;
export const DEFAULT_MAX_NESTING = 500;

/** Levels of the tree for one level of brackets: a method in a class is a bracket, and four levels. */
const LEVELS_PER_NESTING = 3;

/** Is the text within the limits? Reports what is not. */
export function checkText(
  source: SourceText,
  { maxSourceBytes = DEFAULT_MAX_SOURCE_BYTES, maxNesting = DEFAULT_MAX_NESTING }: SourceLimits,
  diagnostics: DiagnosticList,
): boolean {
  const bytes = utf8Length(source.text, maxSourceBytes);
  if (bytes > maxSourceBytes) {
    const message = `The source is larger than ${maxSourceBytes} bytes (maxSourceBytes)`;
    diagnostics.add(source, 0, 'LIMIT', message);
    return false;
  }
  const position = new BracketScanner(source.text, maxNesting).firstTooDeep();
  if (position < 0) return true;
  reportNesting(source, position, maxNesting, diagnostics);
  return false;
}

/** Offset of the innermost bracket: where the reader of a text that no parser can read should look first. */
export function innermostBracket(text: string): number {
  const scanner = new BracketScanner(text, Number.POSITIVE_INFINITY);
  scanner.firstTooDeep();
  return scanner.innermost;
}

function reportNesting(
  source: SourceText,
  position: number,
  maxNesting: number,
  diagnostics: DiagnosticList,
): void {
  const message = `The source is nested more than ${maxNesting} levels deep (maxNesting)`;
  diagnostics.add(source, position, 'LIMIT', message);
}

/** UTF-8 bytes of a text; counting stops when there are more than `enough`. */
function utf8Length(text: string, enough: number): number {
  if (text.length > enough || text.length * 3 <= enough) return text.length;
  let bytes = text.length;
  for (let index = 0; index < text.length && bytes <= enough; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate is half of a four-byte character.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/**
 * Finds the first bracket that is nested too deeply, without a grammar: strings, templates and comments are skipped,
 * a slash after something that cannot end an operand begins a regular expression. Text that deceives it may reach the
 * parser, whose own overflow is caught; it is here so that this is not needed.
 */
class BracketScanner {
  /** Offset of the innermost bracket so far. */
  innermost = 0;
  private depth = 0;
  private at = 0;
  /** Closing characters that are waited for; '`' stands for a template that goes on behind its '}'. */
  private readonly open: string[] = [];
  /** Could an operand end with the last character that was neither blank nor comment? */
  private afterOperand = false;

  constructor(
    private readonly text: string,
    private readonly maxNesting: number,
  ) {}

  firstTooDeep(): number {
    const { text, open } = this;
    while (this.at < text.length) {
      const start = this.at;
      const character = text[this.at++];
      switch (character) {
        case '(':
        case '[':
        case '{':
          open.push(character);
          this.afterOperand = false;
          break;
        case ')':
        case ']':
          open.pop();
          this.afterOperand = true;
          break;
        case '}':
          if (open.pop() === '`') this.template();
          else this.afterOperand = false;
          break;
        case '"':
        case "'":
          this.string(character);
          break;
        case '`':
          this.template();
          break;
        case '/':
          this.slash();
          break;
        default:
          this.other(character);
      }
      if (open.length > this.depth) {
        this.depth = open.length;
        this.innermost = start;
        if (this.depth > this.maxNesting) return start;
      }
    }
    return -1;
  }

  private other(character: string): void {
    if (character <= ' ') return;
    if (!isWordCharacter(character)) {
      this.afterOperand = false;
      return;
    }
    const start = this.at - 1;
    while (this.at < this.text.length && isWordCharacter(this.text[this.at])) this.at++;
    this.afterOperand = !KEYWORDS_BEFORE_OPERANDS.has(
      this.text.slice(start, Math.min(this.at, start + 12)),
    );
  }

  private string(quote: string): void {
    const { text } = this;
    this.afterOperand = true;
    while (this.at < text.length) {
      const character = text[this.at++];
      if (character === '\\') this.at++;
      else if (character === quote || character === '\n') return;
    }
  }

  /** The text of a template up to its end or to the next `${`. */
  private template(): void {
    const { text } = this;
    this.afterOperand = true;
    while (this.at < text.length) {
      const character = text[this.at++];
      if (character === '\\') this.at++;
      else if (character === '`') return;
      else if (character === '$' && text[this.at] === '{') {
        this.at++;
        this.open.push('`');
        this.afterOperand = false;
        return;
      }
    }
  }

  private slash(): void {
    const { text } = this;
    const next = text[this.at];
    if (next === '/') {
      const end = text.indexOf('\n', this.at);
      this.at = end < 0 ? text.length : end;
    } else if (next === '*') {
      const end = text.indexOf('*/', this.at + 1);
      this.at = end < 0 ? text.length : end + 2;
    } else if (this.afterOperand) this.afterOperand = false;
    else this.regularExpression();
  }

  private regularExpression(): void {
    const { text } = this;
    let inClass = false;
    let at = this.at;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === '\n') return; // no regular expression after all
      if (character === '\\') at++;
      else if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      else if (character === '/' && !inClass) break;
    }
    this.at = at + 1;
    this.afterOperand = true;
  }
}

const KEYWORDS_BEFORE_OPERANDS = new Set(
  'return typeof case in of instanceof new delete void throw else do await yield extends'.split(
    ' ',
  ),
);

function isWordCharacter(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9') ||
    character === '_' ||
    character === '$' ||
    character > '\x7f'
  );
}

/**
 * Is the tree shallow enough for recursive passes? Chains that are walked without recursion do not count: the left
 * sides of binary operators, `else if`, assertions.
 */
export function checkDepth(
  typescript: TypeScript,
  tree: ts.SourceFile,
  source: SourceText,
  { maxNesting = DEFAULT_MAX_NESTING }: SourceLimits,
  diagnostics: DiagnosticList,
): boolean {
  const position = firstTooDeepNode(typescript, tree, maxNesting * LEVELS_PER_NESTING);
  if (position < 0) return true;
  reportNesting(source, position, maxNesting, diagnostics);
  return false;
}

function firstTooDeepNode(typescript: TypeScript, tree: ts.SourceFile, limit: number): number {
  const { SyntaxKind } = typescript;
  const nodes: ts.Node[] = [tree];
  const depths: number[] = [0];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const depth = depths.pop()!;
    if (depth > limit) return node.pos;
    const parent = node;
    typescript.forEachChild(node, (child) => {
      nodes.push(child);
      depths.push(isFree(parent, child) ? depth : depth + 1);
    });
  }
  return -1;

  function isFree(parent: ts.Node, child: ts.Node): boolean {
    switch (parent.kind) {
      case SyntaxKind.BinaryExpression:
        return (
          child.kind === SyntaxKind.BinaryExpression &&
          (parent as ts.BinaryExpression).left === child
        );
      case SyntaxKind.IfStatement:
        return (
          child.kind === SyntaxKind.IfStatement &&
          (parent as ts.IfStatement).elseStatement === child
        );
      case SyntaxKind.AsExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.SatisfiesExpression:
        return true;
      default:
        return false;
    }
  }
}
