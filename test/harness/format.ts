/**
 * The expectation comments of a guest program, and how its output is compared with them.
 *
 *     // expect: 3 true                     one line of output; arguments joined by one space
 *     // expect json: "a\nb"                the same for text that a comment cannot hold
 *     // expect error: RangeError           main ends with an uncaught error of this name
 *     // expect error: RangeError: no more  … and this message, the guest's own
 *     // expect error: value 42             main ends with a thrown value that is no Error
 *     // expect compile error: eval         the program is refused, naming the construct
 *     // expect compile error: with at 4:3  … at this line and column
 *     // expect compile error: syntax       the program is refused, by Node as well
 *     // needs: generators, regexp          run only where these features are supported
 *     // @check: off                        compiled without TypeScript's checker
 *
 * Lines are expected in the order of the comments in the file, wherever they stand.
 */

/** How a program that was compiled came to its end. */
export type Ending =
  | { readonly kind: 'returned' }
  | { readonly kind: 'threw'; readonly name: string; readonly message: string }
  /** Nothing can happen any more, and `main` has not settled. */
  | { readonly kind: 'stuck' };

/** What one run of a program printed, and how it ended. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly ending: Ending;
}

/** An uncaught error that a program expects; without `message` any message will do. */
export interface ExpectedError {
  readonly name: string;
  readonly message?: string;
}

/** A refusal by the compiler that a program expects; `construct` is looked for in its message. */
export interface ExpectedRefusal {
  readonly construct: string;
  readonly line?: number;
  readonly column?: number;
}

/** Everything the comments of a program say. */
export interface Expectation {
  readonly lines: readonly string[];
  readonly error?: ExpectedError;
  readonly refusal?: ExpectedRefusal;
  readonly needs: readonly string[];
  readonly check: 'strict' | 'loose' | 'off';
}

/** The name under which a thrown value that is no Error is reported. */
export const THROWN_VALUE = 'value';

const COMMENT = /\/\/ (expect|expect json|expect error|expect compile error|needs|@check):(.*)$/;

/** Reads the expectation comments of a program's text; throws when one is malformed. */
export function parseExpectation(source: string): Expectation {
  const lines: string[] = [];
  const needs: string[] = [];
  let error: ExpectedError | undefined;
  let refusal: ExpectedRefusal | undefined;
  let check: Expectation['check'] = 'strict';
  for (const line of source.split('\n')) {
    const match = COMMENT.exec(line);
    if (!match) continue;
    const text = match[2].trim();
    switch (match[1]) {
      case 'expect':
        lines.push(text);
        break;
      case 'expect json':
        lines.push(JSON.parse(text));
        break;
      case 'expect error':
        error = parseError(text);
        break;
      case 'expect compile error':
        refusal = parseRefusal(text);
        break;
      case 'needs':
        needs.push(...text.split(',').map((feature) => feature.trim()));
        break;
      case '@check':
        if (text !== 'strict' && text !== 'loose' && text !== 'off') {
          throw new Error(`unknown check level '${text}'`);
        }
        check = text;
        break;
    }
  }
  return { lines, error, refusal, needs, check };
}

function parseError(text: string): ExpectedError {
  if (text.startsWith(`${THROWN_VALUE} `)) {
    return { name: THROWN_VALUE, message: text.slice(THROWN_VALUE.length + 1) };
  }
  const colon = text.indexOf(': ');
  return colon < 0
    ? { name: text }
    : { name: text.slice(0, colon), message: text.slice(colon + 2) };
}

function parseRefusal(text: string): ExpectedRefusal {
  const place = /^(.*) at (\d+):(\d+)$/.exec(text);
  return place
    ? { construct: place[1], line: Number(place[2]), column: Number(place[3]) }
    : { construct: text };
}

/** The comment that expects one line of output: readable where possible, JSON otherwise. */
export function expectComment(line: string): string {
  const plain = line === line.trim() && !/[^\x20-\x7e\xa1-\uabff\uf900-\ufaff]/.test(line);
  if (plain) return `// expect:${line === '' ? '' : ` ${line}`}`;
  const escaped = JSON.stringify(line).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `// expect json: ${escaped}`;
}

/**
 * One line of output from the arguments of a console call. Programs print primitives only, so
 * that no inspection format is part of what is tested.
 */
export function formatLine(method: string, values: readonly unknown[]): string {
  const text = values
    .map((value) => {
      if (typeof value === 'function' || (typeof value === 'object' && value !== null)) {
        throw new TypeError('a test program prints primitive values only');
      }
      return String(value);
    })
    .join(' ');
  return method === 'log' ? text : `${method}: ${text}`;
}

/** The console methods that the harness listens to; all but `log` print with their name. */
export const CONSOLE_METHODS = ['log', 'debug', 'info', 'warn', 'error'] as const;

/** One difference between what a program expects and what it did; none when it did as expected. */
export function difference(expectation: Expectation, outcome: Outcome): string | undefined {
  const count = Math.max(expectation.lines.length, outcome.lines.length);
  for (let index = 0; index < count; index++) {
    const expected = expectation.lines[index];
    const actual = outcome.lines[index];
    if (expected === actual) continue;
    const place = `line ${index + 1} of the output`;
    if (actual === undefined) {
      return `${place} is missing: ${JSON.stringify(expected)} (${describeEnding(outcome.ending)})`;
    }
    if (expected === undefined) return `${place} is not expected: ${JSON.stringify(actual)}`;
    return `${place}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
  }
  const { error } = expectation;
  const { ending } = outcome;
  if (!error) {
    return ending.kind === 'returned' ? undefined : `main ${describeEnding(ending)}`;
  }
  const wanted = `expected an uncaught ${error.name}${error.message ? `: ${error.message}` : ''}`;
  if (ending.kind !== 'threw') return `${wanted}, but main ${describeEnding(ending)}`;
  const sameName = ending.name === error.name;
  const sameMessage = error.message === undefined || ending.message === error.message;
  return sameName && sameMessage ? undefined : `${wanted}, but main ${describeEnding(ending)}`;
}

/** An ending in words, to follow the name of an entry. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'returned':
      return 'returned';
    case 'stuck':
      return 'never settled';
    case 'threw':
      return `threw ${ending.name}: ${ending.message}`;
  }
}
