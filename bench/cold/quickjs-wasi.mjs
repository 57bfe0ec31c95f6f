import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { QuickJS } from 'quickjs-wasi';
import { measure } from './measure.mjs';

const file = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
const wasm = await WebAssembly.compile(readFileSync(file));

await measure(async ({ script }) => {
  const vm = await QuickJS.create({ wasm });
  vm.evalCode(script).dispose();
  const main = vm.evalCode('guest.main');
  return (iterations) => vm.dump(vm.callFunction(main, vm.undefined, vm.newNumber(iterations)));
});
