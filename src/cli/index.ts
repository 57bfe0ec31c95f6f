#!/usr/bin/env node
/** The command `raya`. */
import { readFileSync } from 'node:fs';
import { argv, exit, stdout } from 'node:process';
import { main } from './main';
import { processTerminal } from './terminal';

// Whoever reads the output may stop reading: `raya run program.ts | head -1`.
stdout.on('error', (error: NodeJS.ErrnoException) => exit(error.code === 'EPIPE' ? 0 : 1));

// This file is dist/cli.js.
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

process.exitCode = await main(argv.slice(2), processTerminal(), version);
