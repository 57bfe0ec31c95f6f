// The usual deployment: compiled elsewhere, loaded as bytecode.
import { Vm } from 'raya-vm';
import { measure } from './measure.mjs';

await measure(async ({ bytecode }) => {
  const vm = new Vm();
  vm.loadBytecode(Uint8Array.from(Buffer.from(bytecode ?? '', 'base64')));
  return (iterations) => vm.runEntry('main', [iterations]);
});
