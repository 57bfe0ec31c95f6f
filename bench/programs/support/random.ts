/**
 * The sixteen-bit linear congruential generator that the classic programs have used since the
 * Stanford suite: the same numbers on every engine, so that every result can be checked.
 */
export class Random {
  private state = 74755;

  /** The next number, 0 to 65,535. */
  next(): number {
    this.state = (this.state * 1309 + 13849) & 65535;
    return this.state;
  }
}
