/** What the bench gives its guests. */
declare module 'host:' {
  /** Answers at once with its argument plus one. */
  export function tick(n: number): number;
  /** Answers with its argument plus one, in a promise that is already resolved. */
  export function tock(n: number): Promise<number>;
}
