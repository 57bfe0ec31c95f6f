import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { assemblyForRollup } from './src/build/decorators.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [assemblyForRollup()],
  resolve: {
    // Tests import the package by its name and get its sources.
    alias: [
      { find: /^raya-vm$/, replacement: at('./src/index.ts') },
      { find: /^raya-vm\/compiler$/, replacement: at('./src/compiler/index.ts') },
      { find: /^raya-vm\/browser$/, replacement: at('./src/browser.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['src/build/vitest-setup.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'build/test-report.json' },
  },
});
