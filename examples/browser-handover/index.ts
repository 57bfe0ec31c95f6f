/**
 * Starts a program in Node, stops it in the middle of its recursion, and hands it to a browser, which finishes it.
 *
 *     node src/build/run.mjs examples/browser-handover/index.ts [PORT]
 *
 * Open the address that it prints. Every page that is opened goes on from the same half.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Runtime, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';

const here = (name: string) => readFileSync(new URL(name, import.meta.url));
const program = new Compiler({ check: 'off' }).compileString(here('guest/queens.ts').toString());

// ── Half of it in Node, which decides how far: in a manual Runtime nothing runs but by `step`.
let solutions = 0;
const found = (count: number) => {
  solutions = count;
};
const vm = new Vm({ runtime: new Runtime({ manual: true }), capabilities: { found } });
vm.loadBytecode(program);
vm.runEntry('queens', [8]).catch(() => {});
while (solutions < 46) vm.step(1000);
const { bytes, info } = vm.snapshot({ compress: true });
vm.terminate();

// ── The rest wherever the page is open: page.js restores the bytes, and has a `found` of its own.
const files: Record<string, [type: string, content: Uint8Array]> = {
  '/': ['text/html; charset=utf-8', here('page.html')],
  '/page.js': ['text/javascript; charset=utf-8', here('page.js')],
  '/browser.js': [
    'text/javascript; charset=utf-8',
    readFileSync(fileURLToPath(import.meta.resolve('raya-vm/browser'))),
  ],
  '/queens.snapshot': ['application/octet-stream', bytes],
};
const server = createServer((request, response) => {
  const [type, content] = files[request.url ?? ''] ?? ['text/plain', undefined];
  response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content);
});
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const steps = info.stepsExecuted.toLocaleString('en-US');
  const size = (bytes.length / 1024).toFixed(1);
  console.log(`${solutions} solutions after ${steps} steps in Node: a snapshot of ${size} KB`);
  console.log(`The rest is found at http://127.0.0.1:${port}/ (Ctrl+C ends this)`);
});
