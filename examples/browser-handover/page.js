// Goes on with the program that Node has stopped half-way.
import { Vm } from './browser.js';

const show = (id, text) => {
  document.querySelector(`#${id}`).textContent = text;
};

const response = await fetch('./queens.snapshot');
const vm = Vm.from(new Uint8Array(await response.arrayBuffer()), {
  capabilities: { found: (count) => show('solutions', count) },
});
const before = vm.getStats().stepsExecuted;
show('before', before);

const [task] = vm.tasks();
const { solutions, last } = await task;
show('solutions', solutions);
show('here', vm.getStats().stepsExecuted - before);
show(
  'board',
  last.map((column) => '· '.repeat(column) + '♛ '.padEnd(2 * (8 - column), '· ')).join('\n'),
);
document.body.dataset.done = 'true';
