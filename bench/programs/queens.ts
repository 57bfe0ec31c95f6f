/**
 * Queens: eight queens on a chessboard, none attacking another, found by backtracking.
 * Exercises arrays of booleans and numbers, and recursion.
 */
const SIZE = 8;
const BOARDS_PER_ITERATION = 10;

class Board {
  /** The row of the queen in each column, or -1. */
  readonly rowOfColumn: number[] = new Array<number>(SIZE).fill(-1);
  private readonly rowIsFree: boolean[] = new Array<boolean>(SIZE).fill(true);
  private readonly risingIsFree: boolean[] = new Array<boolean>(2 * SIZE).fill(true);
  private readonly fallingIsFree: boolean[] = new Array<boolean>(2 * SIZE).fill(true);

  /** Places queens from the given column on; false when that cannot be done. */
  place(column: number): boolean {
    for (let row = 0; row < SIZE; row++) {
      if (!this.isFree(row, column)) continue;
      this.rowOfColumn[column] = row;
      this.occupy(row, column, false);
      if (column === SIZE - 1) return true;
      if (this.place(column + 1)) return true;
      this.occupy(row, column, true);
    }
    return false;
  }

  private isFree(row: number, column: number): boolean {
    return (
      this.rowIsFree[row]! &&
      this.risingIsFree[column + row]! &&
      this.fallingIsFree[column - row + SIZE - 1]!
    );
  }

  private occupy(row: number, column: number, free: boolean): void {
    this.rowIsFree[row] = free;
    this.risingIsFree[column + row] = free;
    this.fallingIsFree[column - row + SIZE - 1] = free;
  }
}

function isPeaceful(rows: number[]): boolean {
  for (let a = 0; a < rows.length; a++) {
    if (rows[a]! < 0) return false;
    for (let b = a + 1; b < rows.length; b++) {
      if (rows[a] === rows[b] || Math.abs(rows[a]! - rows[b]!) === b - a) return false;
    }
  }
  return true;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    for (let n = 0; n < BOARDS_PER_ITERATION; n++) {
      const board = new Board();
      if (!board.place(0) || !isPeaceful(board.rowOfColumn)) {
        throw new Error('queens: no solution found, or a false one');
      }
    }
  }
  return true;
}
