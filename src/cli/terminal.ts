/** Where the command line writes to, and what it knows of the process; a test gives its own. */

export interface Terminal {
  /** Output of the guest and results. */
  out(text: string): void;
  /** Errors, statistics, progress. */
  error(text: string): void;
  /** Are colours wanted on standard output? */
  readonly hasColours: boolean;
  /** Does somebody look at standard error while it is written? */
  readonly showsProgress: boolean;
  /** Calls back when the process has nothing left to wait for; gives a function that takes it back. */
  onIdle(callback: () => void): () => void;
}

/** The process's own. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    hasColours: stdout.isTTY === true && !env.NO_COLOR,
    showsProgress: stderr.isTTY === true,
    onIdle(callback) {
      process.once('beforeExit', callback);
      return () => process.off('beforeExit', callback);
    },
  };
}

/**
 * The text with its control characters as escapes, line breaks and tabs apart: what a guest prints
 * must not move the cursor, rename the window or hide what was printed before.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return `\\x${code}`;
  });
}
