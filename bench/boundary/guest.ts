/** Takes a value of any kind and gives it back, as assembly/helper/boundary.ts does. */
let kept: unknown;

export function take(value: unknown): void {
  kept = value;
}

export function give(): unknown {
  return kept;
}
