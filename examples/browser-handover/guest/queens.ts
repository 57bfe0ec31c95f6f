// Every way to put queens on a board so that none attacks another. Runs in Node, then in a browser, and cannot tell.
import { found } from 'host:';

export function queens(size: number): { solutions: number; first: number[]; last: number[] } {
  const boards: number[][] = [];

  /** Puts a queen on every row from `columns.length` on. */
  function place(columns: number[]): void {
    if (columns.length === size) {
      boards.push(columns);
      found(boards.length);
      return;
    }
    for (let column = 0; column < size; column++) {
      const isFree = columns.every(
        (other, row) => other !== column && Math.abs(other - column) !== columns.length - row,
      );
      if (isFree) place([...columns, column]);
    }
  }

  place([]);
  return { solutions: boards.length, first: boards[0], last: boards[boards.length - 1] };
}
