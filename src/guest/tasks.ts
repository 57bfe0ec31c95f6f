/** Root Tasks, the evaluation of modules, the end of asynchronous host calls. Nothing here may need a module of the library to have run. */

/** The promise of the evaluation of all modules; undefined before it begins. A `var`: it is read before this module itself has run. */
var evaluation: any;

/** Begins the evaluation of the modules, in order; gives its promise. */
export function evaluateModules(): any {
  const done = $promiseNew(undefined);
  const begun = evaluateInto(done);
  // For want of memory it can fail before its first statement.
  if ($promiseState(undefined, begun) === 2)
    $promiseRejectWith(undefined, done, $promiseValue(undefined, begun));
  evaluation = done;
  return done;
}

async function evaluateInto(done: any): Promise<any> {
  try {
    const count = $moduleCount(undefined);
    for (let index = 0; index < count; index++) {
      const init = $moduleInit(undefined, index);
      const result = init();
      evaluation = done;
      if ($isPromise(undefined, result)) await result;
    }
  } catch (error) {
    $promiseRejectWith(undefined, done, error);
    return;
  }
  $promiseResolveWith(undefined, done, undefined);
}

/** Runs an exported function as a root Task and reports how it ended. */
export async function runRoot(taskId: any, globalAddress: any, message: any): Promise<any> {
  let value;
  let caught = false;
  let called = false;
  try {
    const modules = typeof evaluation === 'undefined' ? evaluateModules() : evaluation;
    if ($promiseState(undefined, modules) !== 1) await modules;
    const entry = $globalValue(undefined, globalAddress);
    if (typeof entry !== 'function') throw new TypeError('The entry is not a function');
    const result = $apply(entry, undefined, $decodeMessage(undefined, message));
    $taskPromise(undefined, taskId, result);
    value = await result;
    called = true;
  } catch (error) {
    caught = true;
    reportFailure(taskId, error);
    return;
  } finally {
    // A cancel is seen by no `catch`.
    if (!called && !caught) $taskFailed(undefined, taskId, undefined);
  }
  try {
    $taskDone(undefined, taskId, value);
  } catch (error) {
    reportFailure(taskId, error);
  }
}

/** The report may fail for want of memory; that failure then takes no more. */
function reportFailure(taskId: any, error: any): void {
  try {
    $taskFailed(undefined, taskId, error);
  } catch (second) {
    $taskFailed(undefined, taskId, second);
  }
}

/** An asynchronous host call ended with a message. What cannot be read for want of memory is a rejection. */
export function settleCall(promise: any, message: any, failed: any): any {
  try {
    const value = $decodeMessage(undefined, message);
    if (failed) $promiseRejectWith(undefined, promise, value);
    else $promiseResolveWith(undefined, promise, value);
  } catch (error) {
    $promiseRejectWith(undefined, promise, error);
  }
}
