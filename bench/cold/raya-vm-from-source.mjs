// The compiler is loaded too, and compiles each program in the time that is measured.
import { Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { measure } from './measure.mjs';

const compiler = new Compiler({ check: 'off' });

await measure(async ({ modules, entry }) => {
  const vm = new Vm();
  vm.loadBytecode(compiler.compileModules(modules, entry));
  return (iterations) => vm.runEntry('main', [iterations]);
});
