/** Keeps jobs of a plugin going: tries again, makes a new Vm, gives up. */
import { GuestError, MarshalError, type Program, Vm, VmError, type VmOptions } from 'raya-vm';

export interface Policy {
  /** Attempts of one job, the first one included. */
  readonly attempts: number;
  /** Steps and milliseconds of one attempt. */
  readonly maxSteps: number;
  readonly timeoutMs: number;
}

/** What is done after a failure. */
export type Remedy = 'retry' | 'new Vm' | 'give up';

export interface Attempt {
  /** The code of the machine's own errors, name and message of the guest's. */
  readonly failure?: string;
  readonly result?: unknown;
  readonly remedy?: Remedy;
}

export class Supervisor {
  /** Vms made so far. */
  made = 0;
  private vm: Vm | undefined;

  constructor(
    private readonly program: Program,
    private readonly options: VmOptions,
    private readonly policy: Policy,
  ) {}

  /** Does a job; every attempt is told to `report`. Gives whether one succeeded. */
  async run(job: string, report: (attempt: Attempt) => void): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const seed = attempt - 1;
      try {
        const { maxSteps, timeoutMs } = this.policy;
        const result = await this.machine().runEntry(job, [seed], { maxSteps, timeoutMs });
        report({ result });
        return true;
      } catch (error) {
        const remedy = attempt < this.policy.attempts ? remedyFor(error) : 'give up';
        report({ failure: failureText(error), remedy });
        // After a limit the plugin's state may be half changed; nothing of it is kept.
        if (remedy !== 'retry') this.dispose();
        if (remedy === 'give up') return false;
      }
    }
  }

  dispose(): void {
    this.vm?.terminate();
    this.vm = undefined;
  }

  private machine(): Vm {
    if (this.vm === undefined || this.vm.getStats().state === 'terminated') {
      this.vm = new Vm(this.options);
      this.vm.loadBytecode(this.program);
      this.made++;
    }
    return this.vm;
  }
}

function remedyFor(error: unknown): Remedy {
  // What the guest threw it may throw no more: its Vm is whole.
  if (error instanceof GuestError) return 'retry';
  // A result that cannot cross the boundary will be the same the next time.
  if (error instanceof MarshalError) return 'give up';
  return 'new Vm';
}

function failureText(error: unknown): string {
  if (error instanceof VmError || error instanceof MarshalError) {
    return error instanceof MarshalError ? `${error.code} at ${error.path}` : error.code;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
