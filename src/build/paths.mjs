// @ts-check
// Where things lie, relative to the root of the project, for every build script.

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project, absolute. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * An absolute path from one relative to the root.
 * @param {...string} parts
 */
export const at = (...parts) => resolve(root, ...parts);
