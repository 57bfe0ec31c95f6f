// V8's interpreter: started as `node --jitless`, loads scripts and times calls on request.
import { performance } from 'node:perf_hooks';
import { createContext, runInContext } from 'node:vm';

let context = createContext({});

process.on('message', async (/** @type {any} */ request) => {
  try {
    if (request.kind === 'load') {
      context = createContext({ host: {} });
      runInContext(request.script, context);
      process.send?.({ ok: true });
      return;
    }
    const target = context.guest[request.entry];
    const start = performance.now();
    const value = await target(request.argument);
    process.send?.({ ok: true, value, milliseconds: performance.now() - start });
  } catch (error) {
    process.send?.({ ok: false, message: String(error) });
  }
});
