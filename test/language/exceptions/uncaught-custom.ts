// The name of an uncaught error is the program's own.
// expect error: ParseError: line 3
class ParseError extends Error {
  override name = 'ParseError';
}

export function main() {
  throw new ParseError('line 3');
}
