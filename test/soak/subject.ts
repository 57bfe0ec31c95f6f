/** One Vm of the soak, through all its lives: it runs, is snapshotted, dropped, restored, and must never notice. */
import {
  type Capabilities,
  type Program,
  type Runtime,
  type Snapshot,
  type Task,
  Vm,
  type VmOptions,
} from 'raya-vm';

/** What a run of the program comes to. */
export interface Outcome {
  /** What each Task gave or threw, as text. */
  readonly results: readonly string[];
  readonly steps: number;
  readonly heapBytes: number;
}

/** What all subjects share. */
export interface Soak {
  readonly program: Program;
  readonly runtime: Runtime;
  readonly tasks: number;
  /** A whole number below `limit`. */
  random(limit: number): number;
}

const KEY = new TextEncoder().encode('soaked');
/** Longest wait for an answer, in turns of the soak. */
const MAX_TURNS = 20;

interface Question {
  readonly n: number;
  readonly resolve: (answer: number) => void;
  /** How long it still waits for its answer. */
  turns: number;
}

/** Tasks of a Vm by their numbers, and what they come to. */
type Results = Map<number, { task: Task; result: Promise<string> }>;

interface Kept {
  readonly bytes: Uint8Array;
  /** Tasks that had ended by then. */
  readonly ended: Results;
}

export class Subject {
  readonly seed: number;
  readonly #soak: Soak;
  #vm: Vm | undefined;
  #kept: Kept | undefined;
  #results: Results = new Map();
  #questions: Question[] = [];

  constructor(soak: Soak, seed: number) {
    this.#soak = soak;
    this.seed = seed;
  }

  get isStored(): boolean {
    return this.#vm === undefined && this.#kept !== undefined;
  }

  begin(): void {
    const vm = this.#fresh();
    vm.loadBytecode(this.#soak.program);
    this.#kept = undefined;
    this.#results = new Map();
    this.#vm = vm;
    for (let task = 0; task < this.#soak.tasks; task++) {
      this.#watch(vm.runEntry('work', [task, this.seed]));
    }
  }

  /** Has everything ended, timers included? */
  get isOver(): boolean {
    return this.#vm?.getStats().state === 'idle' && this.#vm.tasks().length === 0;
  }

  /**
   * Answers the first question of a Vm that waits, when its time has come. One at a time and in order: which messages come in which order,
   * and whether they wait for one another, is all that a Vm may notice of its host.
   */
  answer(): void {
    const [question] = this.#questions;
    if (question === undefined || this.#vm?.getStats().state !== 'idle') return;
    if (question.turns-- > 0) return;
    this.#questions.shift();
    question.resolve((question.n * 7919) % 1009);
  }

  /** Ends it. */
  async outcome(): Promise<Outcome> {
    const { stepsExecuted: steps, heapBytesUsed: heapBytes } = this.#vm!.getStats();
    this.drop();
    const numbers = [...this.#results.keys()].sort((a, b) => a - b);
    const results = await Promise.all(numbers.map((number) => this.#results.get(number)!.result));
    return { results, steps, heapBytes };
  }

  /** Takes a snapshot and goes on. Gives its size. */
  keep(): number {
    const { random } = this.#soak;
    const snapshot: Snapshot = this.#vm!.snapshot({
      code: random(2) === 0 ? 'embed' : 'reference',
      compress: random(4) === 0,
      sign: KEY,
    });
    const ended = [...this.#results].filter(
      ([, { task }]) => task.status === 'completed' || task.status === 'failed',
    );
    this.#kept = { bytes: snapshot.bytes, ended: new Map(ended) };
    return snapshot.bytes.length;
  }

  get hasKept(): boolean {
    return this.#kept !== undefined;
  }

  drop(): void {
    this.#vm?.terminate();
    this.#vm = undefined;
  }

  /** Goes on from what was kept: in a fresh Vm if it was dropped, else in its own, which loses what it did since. */
  restore(): void {
    const { bytes, ended } = this.#kept!;
    this.#vm ??= this.#fresh();
    this.#results = new Map(ended);
    const { program } = this.#soak;
    this.#vm.restore(bytes, { program, key: KEY, capabilities: this.#capabilities() });
    for (const task of this.#vm.tasks()) this.#watch(task);
  }

  #fresh(): Vm {
    const options: VmOptions = {
      runtime: this.#soak.runtime,
      maxHeapBytes: 8 * 1024 * 1024,
      seed: this.seed,
      capabilities: this.#capabilities(),
    };
    return new Vm(options);
  }

  #watch(task: Task): void {
    const result = task.then(
      (value) => JSON.stringify(value),
      (error) => `${error.name}: ${error.message}`,
    );
    this.#results.set(task.id, { task, result });
  }

  #capabilities(): Capabilities {
    const questions: Question[] = [];
    this.#questions = questions;
    return {
      ask: (n: number) =>
        new Promise((resolve) =>
          questions.push({ n, resolve, turns: this.#soak.random(MAX_TURNS) }),
        ),
      note: (n: number) => n % 11,
    };
  }
}
