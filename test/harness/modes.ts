/**
 * One program, several ways: straight, with the host ending its slices in many places, with
 * collections everywhere, parked between slices, with allocations that fail. All but the last must
 * print the same, count the same steps and use the same bytes as the straight run. A further way (snapshot and restore at every k-th
 * yield) is one more entry in `modes`.
 */
import { type Program, type Vm, VmError } from 'raya-vm';
import { parkNow } from '../../src/vm/test-knobs.ts';
import { describeEnding } from './format.ts';
import { grow } from './grow.ts';
import type { TestProgram } from './program.ts';
import { randomIntegers } from './random.ts';
import { compile, type Drive, type Run, runInVm } from './run-in-vm.ts';

/** What the modes look at: a program, compiled, and its straight run. */
export interface Subject {
  readonly test: TestProgram;
  readonly program: Program;
  readonly straight: Run;
}

/** A way to run a program; gives what is wrong, or nothing. */
export interface Mode {
  readonly name: string;
  run(subject: Subject): Promise<string | undefined>;
}

/** `npm run test:full` runs every point of the matrix; otherwise a sample does. */
const full = process.env.RAYA_TEST_FULL === '1';

/** Programs up to this length are stopped after every single step. */
const SHORT_PROGRAM_STEPS = 300;
/** Places in longer programs where the host ends its slice. */
const SAMPLED_YIELDS = 200;
/** Beyond this length slices of seven steps are left to the full run. */
const FINE_SLICES_UP_TO_STEPS = full ? Number.POSITIVE_INFINITY : 50_000;

/** The host ends its slice at many places. */
const preempted: Mode = {
  name: 'pre-empted',
  async run({ program, straight }) {
    const { steps } = straight;
    const plans: [string, Drive][] = [];
    if (steps < SHORT_PROGRAM_STEPS) plans.push(['every step', { slice: () => 1 }]);
    else plans.push(['at sampled places', atPlaces(samplePlaces(steps, SAMPLED_YIELDS))]);
    if (steps <= FINE_SLICES_UP_TO_STEPS) plans.push(['every 7 steps', { slice: () => 7 }]);
    if (steps > 1000) plans.push(['every 1000 steps', { slice: () => 1000 }]);
    for (const [place, drive] of plans) {
      const complaint = unlike(straight, await runInVm(program, drive));
      if (complaint) return `stopped ${place}: ${complaint}`;
    }
    return undefined;
  },
};

function samplePlaces(steps: number, count: number): number[] {
  return [...new Set(randomIntegers(steps, count, steps))].sort((a, b) => a - b);
}

/** Slices that end at the given step counts. */
function atPlaces(places: readonly number[]): Drive {
  let next = 0;
  return {
    slice(stepsRun) {
      while (next < places.length && places[next] <= stepsRun) next++;
      return next < places.length ? places[next] - stepsRun : 100_000;
    },
  };
}

/** Steps of the start during which every allocation collects. */
const COLLECTING_START = 20_000;
/** Later, in runs that are not full, so many steps … */
const COLLECTING_WINDOW = 500;
/** … out of so many. */
const COLLECTING_PERIOD = 50_000;

/** Every allocation collects: whoever holds a stale address is found out, and whatever a collection or a second attempt changes. */
const collecting: Mode = {
  name: 'collecting',
  async run({ program, straight }) {
    const drive: Drive = {
      knobs: { collectEvery: 1 },
      slice(stepsRun, setKnobs) {
        if (full || stepsRun < COLLECTING_START) return COLLECTING_START;
        const inWindow = stepsRun % COLLECTING_PERIOD < COLLECTING_WINDOW;
        setKnobs({ collectEvery: inWindow ? 1 : 0 });
        return inWindow ? COLLECTING_WINDOW : COLLECTING_PERIOD - (stepsRun % COLLECTING_PERIOD);
      },
    };
    return unlike(straight, await runInVm(program, drive));
  },
};

/** Programs up to this length are also collected now and then. */
const OFTEN_UP_TO_STEPS = full ? Number.POSITIVE_INFINITY : 200_000;

/** Collections at other places: every few allocations, and whenever the heap has grown a little. */
const oftenCollected: Mode = {
  name: 'often collected',
  async run({ program, straight }) {
    if (straight.steps > OFTEN_UP_TO_STEPS) return undefined;
    for (const knobs of [{ collectEvery: 7 }, { footprintBytes: 2048 }]) {
      const complaint = unlike(straight, await runInVm(program, { knobs, slice: () => 500 }));
      if (complaint) return `${JSON.stringify(knobs)}: ${complaint}`;
    }
    return undefined;
  },
};

/** Places in a program where its Vm is parked. */
const SAMPLED_PARKINGS = 12;

/** Between slices the bytes are moved out of the memory, or collected by the host, or left. */
const parked: Mode = {
  name: 'parked',
  async run({ program, straight }) {
    const places = samplePlaces(straight.steps, full ? SAMPLED_YIELDS : SAMPLED_PARKINGS);
    let turn = 0;
    const run = await runInVm(program, {
      ...atPlaces(places),
      between(vm) {
        turn++;
        if (turn % 3 === 0) vm.getStats({ exact: true });
        else parkNow(vm);
      },
    });
    return unlike(straight, run);
  },
};

/** Every allocation up to this one fails once, in the full run. */
const EXHAUSTIVE_FAILURES = 500;
/** After this many places in a row that change nothing, the program allocates no further. */
const UNTOUCHED_RUNS = 3;

/** The n-th allocation fails, for many n. */
const failingAllocation: Mode = {
  name: 'failing allocations',
  async run(subject) {
    let untouched = 0;
    for (const n of failurePlaces()) {
      let states: string | undefined;
      const run = await runInVm(subject.program, {
        knobs: { failAllocation: n },
        inspect(vm) {
          states = inspectionComplaint(vm);
        },
      });
      const complaint = states ?? failureComplaint(subject, run);
      if (complaint) return `allocation ${n} failing: ${complaint}`;
      untouched = unlike(subject.straight, run) === undefined ? untouched + 1 : 0;
      if (untouched >= UNTOUCHED_RUNS) return undefined;
    }
    return undefined;
  },
};

function* failurePlaces(): Generator<number> {
  if (full) {
    for (let n = 1; n <= EXHAUSTIVE_FAILURES; n++) yield n;
    for (let n = EXHAUSTIVE_FAILURES + 1; n < 20 * EXHAUSTIVE_FAILURES; n += 37) yield n;
    return;
  }
  for (let n = 1; n <= 8; n++) yield n;
  for (let n = 13; n <= 4000; n = Math.ceil(n * 1.6)) yield n;
}

/** What a Vm tells of itself must hold whatever failed in it. */
function inspectionComplaint(vm: Vm): string | undefined {
  const { heapBytesUsed, maxHeapBytes, state } = vm.getStats();
  if (!(heapBytesUsed >= 0 && heapBytesUsed <= maxHeapBytes)) {
    return `heapBytesUsed is ${heapBytesUsed}`;
  }
  if (state === 'terminated') return undefined;
  const exact = vm.getStats({ exact: true }).heapBytesUsed;
  return exact <= heapBytesUsed ? undefined : `${exact} bytes live, ${heapBytesUsed} counted`;
}

/** A guest that handles errors may do anything with this one; others fail or never notice. */
const HANDLES_ERRORS = /\b(catch|finally|async|await|Promise|return\()/;

function failureComplaint({ test, straight }: Subject, run: Run): string | undefined {
  const { ending, error, lines } = run;
  const allowed = ['OUT_OF_MEMORY', 'STACK_OVERFLOW', 'TERMINATED'];
  if (error instanceof VmError && !allowed.includes(error.code)) {
    return `ended in ${error.code}: ${error.message}`;
  }
  if (Object.values(test.modules).some((source) => HANDLES_ERRORS.test(source))) return undefined;
  if (unlikeOutcome(straight, run) === undefined) return undefined;
  const lastOfAll = ending.kind === 'threw' && ending.name === 'RangeError';
  const ended = lastOfAll || (error instanceof VmError && error.code === 'TERMINATED');
  if (!ended) return `main ${describeEnding(ending)} after ${JSON.stringify(lines.at(-1))}`;
  return lines.every((line, index) => line === straight.lines[index])
    ? undefined
    : 'it printed what it must not';
}

/** Yields at which a program is snapshotted and goes on in a fresh Vm. */
const SAMPLED_SNAPSHOTS = full ? 200 : 20;

/** Snapshot and restore into a fresh Vm at many places: nothing may show. */
const snapshotted: Mode = {
  name: 'snapshotted',
  async run({ program, straight }) {
    const { steps } = straight;
    const plans: [string, Drive][] = [];
    if (steps < SHORT_PROGRAM_STEPS) plans.push(['every step', { slice: () => 1, moves: true }]);
    else {
      const places = samplePlaces(steps, SAMPLED_SNAPSHOTS);
      plans.push(['at sampled places', { ...atPlaces(places), moves: true }]);
    }
    for (const [place, drive] of plans) {
      const run = await runInVm(program, drive);
      const complaint = unlike(straight, run) ?? heapComplaint(straight, run);
      if (complaint) return `snapshotted ${place}: ${complaint}`;
    }
    return undefined;
  },
};

function heapComplaint(straight: Run, other: Run): string | undefined {
  return straight.heapBytes === other.heapBytes
    ? undefined
    : `${other.heapBytes} bytes of heap, straight ${straight.heapBytes}`;
}

/** Places where modules are loaded while the program runs. */
const GROWTHS = full ? 50 : 4;

/** Modules are loaded in the middle: everything moves, and strings that the program made are constants now. */
const grown: Mode = {
  name: 'grown',
  async run({ program, straight }) {
    const places = [0, ...samplePlaces(straight.steps, GROWTHS)];
    const drive = atPlaces(places);
    let growths = 0;
    const run = await runInVm(program, {
      ...drive,
      between(vm, stepsRun) {
        if (growths < places.length && stepsRun >= places[growths]) grow(vm, `later-${growths++}`);
      },
    });
    return unlike(straight, run);
  },
};

/** The same program without TypeScript's checker: types are hints and change no result. */
const unchecked: Mode = {
  name: 'unchecked',
  async run({ test, straight }) {
    if (test.expectation.check === 'off') return undefined;
    const run = await runInVm(compile(test, 'off'));
    return unlikeOutcome(straight, run);
  },
};

/** All ways but the straight one. */
export const modes: readonly Mode[] = [
  preempted,
  collecting,
  oftenCollected,
  parked,
  failingAllocation,
  snapshotted,
  grown,
  unchecked,
];

/** The first difference between two runs that must be alike. */
function unlike(straight: Run, other: Run): string | undefined {
  const complaint = unlikeOutcome(straight, other);
  if (complaint) return complaint;
  if (straight.steps !== other.steps) return `${other.steps} steps, straight ${straight.steps}`;
  return straight.heapBytes === other.heapBytes
    ? undefined
    : `${other.heapBytes} bytes used, straight ${straight.heapBytes}`;
}

/** The first difference between what two runs printed and how they ended. */
function unlikeOutcome(straight: Run, other: Run): string | undefined {
  const count = Math.max(straight.lines.length, other.lines.length);
  for (let index = 0; index < count; index++) {
    const expected = straight.lines[index];
    const actual = other.lines[index];
    if (expected !== actual) {
      return `line ${index + 1}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
    }
  }
  const expected = describeEnding(straight.ending);
  const actual = describeEnding(other.ending);
  return expected === actual ? undefined : `main ${actual}, straight it ${expected}`;
}
