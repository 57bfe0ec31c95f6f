/** Root Tasks, the evaluation of modules, the end of asynchronous host calls. Nothing here may need a module of the library to have run. */

/** The promise of the evaluation that was begun last. A `var`: it is read before this module itself has run. */
var evaluation: any;
/** How many modules it and those before it take in: more are there when modules were loaded later. */
var taken: any;

/** Begins the evaluation of the modules from those taken in up to `count`, in order, once earlier ones have ended; gives its promise. */
export function evaluateModules(count: any): any {
  const done = $promiseNew(undefined);
  const first = taken;
  const earlier = evaluation;
  // From here on a cancel ends the Task that calls, not what it has begun.
  $evaluating(undefined, true);
  evaluation = done;
  taken = count;
  try {
    const begun = evaluateInto(done, first, count, earlier);
    // For want of memory it can fail before its first statement.
    if ($promiseState(undefined, begun) === 2) throw $promiseValue(undefined, begun);
  } catch (error) {
    evaluation = earlier;
    taken = first;
    $evaluating(undefined, false);
    throw error;
  }
  return done;
}

/** The core knows this function: what it calls, and its own waits, belong to the evaluation and not to the Task that began it (RULES 20). */
export async function evaluateInto(done: any, first: any, count: any, earlier: any): Promise<any> {
  try {
    if (typeof first === 'undefined') first = 0;
    else if ($promiseState(undefined, earlier) !== 1) {
      $evaluating(undefined, false);
      await earlier;
    }
    for (let index = first; index < count; index++) {
      const init = $moduleInit(undefined, index);
      const result = init();
      if (taken === undefined) {
        // That was this module itself.
        evaluation = done;
        taken = count;
      }
      if (!$isPromise(undefined, result)) continue;
      $evaluating(undefined, false);
      await result;
    }
  } catch (error) {
    $evaluating(undefined, false);
    $promiseRejectWith(undefined, done, error);
    return;
  }
  $evaluating(undefined, false);
  $promiseResolveWith(undefined, done, undefined);
}

/** Runs an exported function as a root Task and reports how it ended; with a negative offset, evaluates the modules and no more. */
export async function runRoot(taskId: any, globalOffset: any, message: any): Promise<any> {
  let value;
  let caught = false;
  let called = false;
  try {
    const count = $moduleCount(undefined);
    if (taken !== count || $promiseState(undefined, evaluation) !== 1) {
      $taskWaits(undefined, taskId);
      const modules = taken === count ? evaluation : evaluateModules(count);
      if ($promiseState(undefined, modules) !== 1) await modules;
      if ($taskIsOver(undefined, taskId)) {
        called = true;
        return;
      }
    }
    if (globalOffset >= 0) {
      const entry = $globalValue(undefined, globalOffset);
      if (typeof entry !== 'function') throw new TypeError('The entry is not a function');
      const result = $apply(entry, undefined, $decodeMessage(undefined, message));
      $taskPromise(undefined, taskId, result);
      value = await result;
    }
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
