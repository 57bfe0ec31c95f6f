import { readFileSync } from 'node:fs';
import { at } from './paths';

/** The installed version of a package. */
export function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(at('node_modules', name, 'package.json'), 'utf8'));
  return manifest.version as string;
}
