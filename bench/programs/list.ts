/**
 * List: Takeuchi's function, with the lengths of linked lists for numbers.
 * Exercises recursion, pointer chasing and null tests.
 */
import { verify } from './support/verify';

const EXPECTED_LENGTH = 10;

class Cell {
  readonly value: number;
  next: Cell | null = null;

  constructor(value: number) {
    this.value = value;
  }

  length(): number {
    return this.next === null ? 1 : 1 + this.next.length();
  }
}

function makeList(length: number): Cell | null {
  if (length === 0) return null;
  const cell = new Cell(length);
  cell.next = makeList(length - 1);
  return cell;
}

function isShorter(left: Cell | null, right: Cell | null): boolean {
  let x = left;
  let y = right;
  while (y !== null) {
    if (x === null) return true;
    x = x.next;
    y = y.next;
  }
  return false;
}

function takeuchi(x: Cell | null, y: Cell | null, z: Cell | null): Cell | null {
  if (!isShorter(y, x)) return z;
  // y is shorter than x, so x has a cell; the lengths of y and z may already be zero.
  const xTail = x === null ? null : x.next;
  const yTail = y === null ? null : y.next;
  const zTail = z === null ? null : z.next;
  return takeuchi(takeuchi(xTail, y, z), takeuchi(yTail, z, x), takeuchi(zTail, x, y));
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const result = takeuchi(makeList(15), makeList(10), makeList(6));
    const length = result === null ? 0 : result.length();
    verify('list', 'the length of the resulting list', length, EXPECTED_LENGTH);
  }
  return true;
}
