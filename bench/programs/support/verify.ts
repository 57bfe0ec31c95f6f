/** Throws when a program computed something else than it must. */
export function verify(program: string, what: string, actual: number, expected: number): void {
  if (actual !== expected) {
    throw new Error(program + ': ' + what + ' is ' + actual + ', must be ' + expected);
  }
}
