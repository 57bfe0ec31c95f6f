/** What the compiler says against a program: diagnostics, the error that carries them, and places in a file. */

/** One complaint. Lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** 'TS2322' for TypeScript's own, else one of the compiler's words. */
  readonly code: string;
  /** One sentence, then the line with a mark below the place. */
  readonly message: string;
}

/** The compiler's own codes. */
export type CompilerCode =
  /** The text is not a program. */
  | 'SYNTAX'
  /** JavaScript that this machine does not run (yet). */
  | 'UNSUPPORTED'
  /** Larger or deeper than the options allow. */
  | 'LIMIT'
  /** A module or an exported name that is not there. */
  | 'NO_MODULE'
  /** A name that nothing declares. */
  | 'NO_NAME';

/** At most this many diagnostics are kept. */
export const MAX_DIAGNOSTICS = 100;

/** The program was refused. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(summary(diagnostics));
    this.diagnostics = diagnostics;
  }

  toJSON(): { name: string; message: string; diagnostics: readonly Diagnostic[] } {
    return { name: this.name, message: this.message, diagnostics: this.diagnostics };
  }
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.slice(0, 10).map(formatDiagnostic);
  const rest = diagnostics.length - shown.length;
  if (rest > 0) shown.push(`… and ${rest} more`);
  return shown.join('\n\n');
}

/** `file:line:column code: message` */
export function formatDiagnostic({ file, line, column, code, message }: Diagnostic): string {
  return `${file}:${line}:${column} ${code}: ${message}`;
}

/** Collects diagnostics up to the limit; thrown out of when the limit is reached. */
export class DiagnosticList {
  readonly items: Diagnostic[] = [];

  get isFull(): boolean {
    return this.items.length >= MAX_DIAGNOSTICS;
  }

  add(source: SourceText, position: number, code: string, message: string): void {
    if (this.isFull) return;
    const place = source.placeOf(position);
    const text = `${message}\n${source.frame(place)}`;
    this.items.push({ file: source.fileName, ...place, code, message: text });
  }

  throwIfAny(): void {
    if (this.items.length > 0) throw new CompileError(this.items);
  }
}

export interface Place {
  line: number;
  column: number;
}

/** Longest part of a line that a code frame shows. */
const FRAME_COLUMNS = 100;

/** The text of a file, with its lines. */
export class SourceText {
  private starts: number[] | undefined;

  constructor(
    readonly fileName: string,
    readonly text: string,
  ) {}

  /** Line and column of an offset, after the blanks and comments that may stand there. */
  placeOf(position: number): Place {
    const offset = this.skipTrivia(position);
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }

  /** The line with a caret under the column; of a long line only the surroundings. */
  frame({ line, column }: Place): string {
    const starts = this.lineStarts();
    const start = starts[line - 1];
    const end = line < starts.length ? starts[line] : this.text.length;
    const from = Math.max(start, start + column - 1 - FRAME_COLUMNS / 2);
    const to = Math.min(end, from + FRAME_COLUMNS);
    const shown = this.text.slice(from, to).replace(/[\r\n\u2028\u2029]+$/, '');
    const cutBefore = from > start ? '…' : '';
    const cutAfter = to < end && shown.length === to - from ? '…' : '';
    const gutter = `${line} | `;
    const before = cutBefore + shown.slice(0, start + column - 1 - from);
    const indent = ' '.repeat(gutter.length) + before.replace(/[^\t]/g, ' ');
    return `${gutter}${cutBefore}${shown}${cutAfter}\n${indent}^`;
  }

  /** The offset after blanks and comments. */
  skipTrivia(position: number): number {
    const { text } = this;
    let at = Math.min(Math.max(position, 0), text.length);
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || (code >= 9 && code <= 13)) at++;
      else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) {
        while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
      } else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
        const end = text.indexOf('*/', at + 2);
        at = end < 0 ? text.length : end + 2;
      } else if (code > 127 && isExoticBlank(code)) at++;
      else return at >= text.length ? Math.max(0, text.length - 1) : at;
    }
  }

  private lineStarts(): number[] {
    if (this.starts !== undefined) return this.starts;
    const { text } = this;
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) continue;
      if (isLineBreak(code)) starts.push(at + 1);
    }
    this.starts = starts;
    return starts;
  }
}

const isLineBreak = (code: number): boolean =>
  code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;

const isExoticBlank = (code: number): boolean =>
  code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200a) || isLineBreak(code);
