import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bytecodeDocs } from '../../src/build/bytecode-docs';

it('docs/bytecode.md is what the tables say', () => {
  const file = readFileSync(new URL('../../docs/bytecode.md', import.meta.url), 'utf8');
  expect(file, 'run `node src/build/run.mjs src/build/bytecode-docs.ts --write`').toBe(
    bytecodeDocs(),
  );
});
