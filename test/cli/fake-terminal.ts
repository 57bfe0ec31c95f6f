/** A terminal that keeps what is written to it. */
import { main } from '../../src/cli/main';
import type { Terminal } from '../../src/cli/terminal';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs one command line in this process. */
export async function raya(
  words: readonly string[],
  options: { progress?: boolean } = {},
): Promise<Ran> {
  let out = '';
  let error = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    hasColours: false,
    showsProgress: options.progress === true,
    onIdle: () => () => {},
  };
  const code = await main(words, terminal, '1.2.3');
  return { code, out, error };
}
