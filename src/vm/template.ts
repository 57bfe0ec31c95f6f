/** A warm, initialised program: top-level code has run once, and every start goes on from there. */
import { splitOptions, type VmOptions } from './options';
import type { Program } from './program';
import type { RestoreOptions, VerifiedSnapshot } from './snapshots';
import { evaluateModules, restoreState, takeState, Vm } from './vm';

/** What a Vm of a template may have of its own; the rest is as it was prepared. */
export type TemplateOptions = VmOptions & Pick<RestoreOptions, 'pendingCalls' | 'foreign'>;

/** Made by `program.prepare`; a fork is made of it in microseconds. */
export class Template<Exports = any> {
  readonly program: Program<Exports>;
  readonly #state: VerifiedSnapshot;
  readonly #options: VmOptions;

  /** @internal */
  constructor(program: Program<Exports>, state: VerifiedSnapshot, options: VmOptions) {
    this.program = program;
    this.#state = state;
    this.#options = options;
  }

  /**
   * A new Vm, ready to call. Options are those of `prepare` unless named: `seed` and `now` give the fork a random sequence and a clock of its own,
   * else it goes on with the template's; `heap`, `clock` and `stepsPerSlice` are part of the state.
   * @throws RangeError that names a bad option, VmError NO_CAPABILITY
   */
  start(options: TemplateOptions = {}): Vm<Exports> {
    const { seed, now, ...others } = options;
    const [vmOptions, restoreOptions] = splitOptions({ ...this.#options, ...others });
    const vm = new Vm<Exports>(vmOptions);
    const { host, parked, code } = this.#state;
    try {
      restoreState(
        vm,
        { host, parked: parked.fork(), code },
        {
          ...restoreOptions,
          ...(seed === undefined ? {} : { seed }),
          ...(now === undefined ? {} : { now }),
        },
      );
    } catch (error) {
      vm.terminate();
      throw error;
    }
    return vm;
  }
}

/** Steps of one look at the event loop, under a manual Runtime. */
const MANUAL_STEPS = 1_000_000;

/** @internal */
export async function prepareTemplate<Exports>(
  program: Program<Exports>,
  options: VmOptions,
): Promise<Template<Exports>> {
  const vm = new Vm<Exports>(options);
  try {
    vm.loadBytecode(program);
    const evaluation = evaluateModules(vm);
    let isOver = false;
    const ended = evaluation.finally(() => {
      isOver = true;
    });
    if (vm.runtime.manual) {
      // Nobody else steps it. What top-level code waits for is the host's, so the event loop has its turns.
      ended.catch(() => {});
      while (!isOver) {
        vm.step(MANUAL_STEPS);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
    await ended;
    const { seed, now, ...kept } = options;
    return new Template(program, takeState(vm), kept);
  } finally {
    vm.terminate();
  }
}
