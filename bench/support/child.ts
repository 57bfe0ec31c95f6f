/** Measurements that need a process of their own: the bench starts itself again. */
import { spawnSync } from 'node:child_process';

/**
 * Runs a child measurement, `index.ts --child NAME ARGUMENTS`, and gives what it printed as JSON.
 * The child's errors become an Error here.
 */
export function measureInChild<T>(
  name: string,
  args: readonly string[],
  { flags = [], seconds = 300 }: { flags?: string[]; seconds?: number } = {},
): T {
  const program = process.argv[1];
  if (program === undefined) throw new Error('started without a file');
  const child = spawnSync(
    process.execPath,
    ['--enable-source-maps', ...flags, program, '--child', name, ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1000 },
  );
  if (child.error !== undefined && 'code' in child.error && child.error.code === 'ETIMEDOUT') {
    throw new Error(`still running after ${seconds} s`);
  }
  if (child.status !== 0) {
    const lines = child.stderr.trim().split('\n');
    const reason = lines.find((line) => /^(\w+ )?\w*Error\b/.test(line)) ?? lines.at(-1) ?? '';
    throw new Error(
      reason === '' ? `the child ended with ${child.signal ?? child.status}` : reason,
    );
  }
  return JSON.parse(child.stdout) as T;
}
