/**
 * Permute: all permutations of six numbers, made by exchanging places in one array.
 * Exercises recursion, array reads and writes.
 */
import { verify } from './support/verify';

const SIZE = 6;
const EXPECTED_CALLS = 8660;

class Permuter {
  calls = 0;
  private readonly places: number[] = [];

  constructor(size: number) {
    for (let i = 0; i < size; i++) this.places.push(i);
  }

  permute(n: number): void {
    this.calls++;
    if (n === 0) return;
    const last = n - 1;
    this.permute(last);
    for (let i = last; i >= 0; i--) {
      this.swap(last, i);
      this.permute(last);
      this.swap(last, i);
    }
  }

  /** Every exchange is undone, so in the end all is where it was. */
  isRestored(): boolean {
    for (let i = 0; i < this.places.length; i++) {
      if (this.places[i] !== i) return false;
    }
    return true;
  }

  private swap(i: number, j: number): void {
    const kept = this.places[i]!;
    this.places[i] = this.places[j]!;
    this.places[j] = kept;
  }
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const permuter = new Permuter(SIZE);
    permuter.permute(SIZE);
    verify('permute', 'the number of calls', permuter.calls, EXPECTED_CALLS);
    if (!permuter.isRestored()) throw new Error('permute: the array was not restored');
  }
  return true;
}
