import { program } from 'commander';

program.name('raya').parse();
