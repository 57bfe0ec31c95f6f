#!/usr/bin/env node
/** The command `raya`. */
import { argv, exit, stdout } from 'node:process';
import { main } from './main';
import { processTerminal } from './terminal';

// Whoever reads the output may stop reading: `raya run program.ts | head -1`.
stdout.on('error', (error: NodeJS.ErrnoException) => exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(argv.slice(2), processTerminal());
