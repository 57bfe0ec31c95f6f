/**
 * A worker that runs programs as Node runs them: as ECMAScript modules linked by V8, each
 * program in a realm of its own, so that none sees what another did to a prototype.
 * (A bundler would not do: bundlers turn the top-level `let`, `const` and `class` of a module
 * into `var`, and the dead zone across import cycles is lost.)
 * Started with --experimental-vm-modules.
 */
import { posix } from 'node:path';
import vm from 'node:vm';
import { parentPort } from 'node:worker_threads';

/** Timers still pending: while there are any, a program may yet make progress. */
const pendingTimers = new Map();

// A rejection that nobody handles ends no program of the corpus: what counts is main's own end.
process.on('unhandledRejection', () => {});

parentPort.on('message', async ({ modules, entry, consoleMethods }) => {
  const lines = [];
  const ending = await run(modules, entry, (method, values) => lines.push({ method, values }), {
    consoleMethods,
  });
  parentPort.postMessage({ lines, ending });
});

async function run(modules, entry, print, { consoleMethods }) {
  const context = vm.createContext(globals(print, consoleMethods), { name: entry });
  const linked = new Map();
  const load = (name) => {
    if (!(name in modules)) throw new SyntaxError(`no module '${name}'`);
    let module = linked.get(name);
    if (!module) {
      module = new vm.SourceTextModule(modules[name], { context, identifier: name });
      linked.set(name, module);
    }
    return module;
  };
  let root;
  try {
    root = load(entry);
    await root.link((specifier, importer) => load(resolve(specifier, importer.identifier)));
  } catch (error) {
    return { kind: 'refused', message: String(error) };
  }
  const finished = (async () => {
    await root.evaluate();
    // Called bare: as a method of the namespace it would see that as its `this`.
    const { main } = root.namespace;
    await main();
    return { kind: 'returned' };
  })().catch((error) => describe(error));
  return await Promise.race([finished, stuck(finished)]);
}

/** What ECMA-262 does not put into a realm by itself. */
function globals(print, consoleMethods) {
  const console = {};
  for (const method of consoleMethods) {
    console[method] = (...values) => {
      print(method, values.map(printable));
    };
  }
  return {
    console,
    queueMicrotask,
    structuredClone,
    setTimeout: (callback, delay, ...values) => {
      const timer = setTimeout(() => {
        pendingTimers.delete(Number(timer));
        callback(...values);
      }, delay);
      pendingTimers.set(Number(timer), timer);
      return Number(timer);
    },
    clearTimeout: (id) => {
      clearTimeout(pendingTimers.get(id));
      pendingTimers.delete(id);
    },
  };
}

/** Objects cannot be posted between threads as they are, and no program may print one. */
function printable(value) {
  const isObject = typeof value === 'function' || (typeof value === 'object' && value !== null);
  if (isObject) throw new Error('a test program prints primitive values only');
  return typeof value === 'symbol' ? String(value) : value;
}

/** Resolves once no job and no timer is left while `finished` has not settled. */
async function stuck(finished) {
  let settled = false;
  finished.then(() => {
    settled = true;
  });
  do {
    await new Promise((wake) => setTimeout(wake, pendingTimers.size > 0 ? 2 : 0));
  } while (!settled && pendingTimers.size > 0);
  return settled ? finished : { kind: 'stuck' };
}

function describe(error) {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  return isError
    ? { kind: 'threw', name: String(error.name), message: String(error.message) }
    : { kind: 'threw', name: 'value', message: String(error) };
}

function resolve(specifier, importer) {
  const path = posix.join(posix.dirname(importer), specifier);
  return path.endsWith('.ts') ? path : `${path}.ts`;
}
