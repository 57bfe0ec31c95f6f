// A plugin with every fault there is. One function a job; `state` lives as long as its Vm.
import { lookup } from 'host:';

const state = { calls: 0 };

export function healthy(): string {
  return 'all is well';
}

/** Fails twice, then works: a retry in the same Vm helps. */
export function flaky(): string {
  if (++state.calls < 3) throw new Error(`not ready, call ${state.calls}`);
  return `ready at call ${state.calls}`;
}

/** Breaks its own state for good: only a new Vm helps. */
export function poisoned(seed: number): string {
  if (seed === 0) {
    state.calls = Number.NaN;
    for (;;) state.calls++;
  }
  return `clean again: ${state.calls} calls before`;
}

export function endless(): never {
  for (;;) state.calls++;
}

export function hog(): number {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1000).fill(kept.length));
}

export function bottomless(depth: number): number {
  return 1 + bottomless(depth + 1);
}

export async function patient(): Promise<string> {
  return await lookup('an answer that never comes');
}

export function secretive(): unknown {
  return { config: { onClick: () => state.calls } };
}
