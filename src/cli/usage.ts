/** Wrong usage of the command line. */

/** The command cannot be carried out as it was given; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
