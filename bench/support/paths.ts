import { join } from 'node:path';

/** The project's root: every command of the bench and of the tests runs there. */
export const root = process.cwd();

export const at = (...parts: string[]): string => join(root, ...parts);
