/**
 * Towers: the towers of Hanoi with thirteen discs; each pile is a linked list.
 * Exercises recursion and objects that change hands.
 */
import { verify } from './support/verify';

const DISCS = 13;
const PILES = 3;
/** 2^13 - 1 */
const EXPECTED_MOVES = 8191;

class Disc {
  readonly size: number;
  below: Disc | null = null;

  constructor(size: number) {
    this.size = size;
  }
}

class Towers {
  moves = 0;
  private readonly tops: Array<Disc | null> = new Array<Disc | null>(PILES).fill(null);

  constructor(discs: number) {
    for (let size = discs; size > 0; size--) this.push(0, new Disc(size));
  }

  move(count: number, from: number, to: number): void {
    if (count === 1) {
      this.push(to, this.pop(from));
      this.moves++;
      return;
    }
    const other = 3 - from - to;
    this.move(count - 1, from, other);
    this.move(1, from, to);
    this.move(count - 1, other, to);
  }

  heightOf(pile: number): number {
    let height = 0;
    for (let disc = this.tops[pile]!; disc !== null; disc = disc.below!) height++;
    return height;
  }

  private push(pile: number, disc: Disc): void {
    const top = this.tops[pile]!;
    if (top !== null && disc.size >= top.size) {
      throw new Error('towers: a larger disc must not lie on a smaller one');
    }
    disc.below = top;
    this.tops[pile] = disc;
  }

  private pop(pile: number): Disc {
    const top = this.tops[pile]!;
    if (top === null) throw new Error('towers: no disc to take');
    this.tops[pile] = top.below;
    top.below = null;
    return top;
  }
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const towers = new Towers(DISCS);
    towers.move(DISCS, 0, 1);
    verify('towers', 'the number of moves', towers.moves, EXPECTED_MOVES);
    verify('towers', 'the height of the second pile', towers.heightOf(1), DISCS);
  }
  return true;
}
