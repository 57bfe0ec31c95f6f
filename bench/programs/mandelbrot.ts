/**
 * Mandelbrot: the set's picture, one bit a point, eight points a byte, all bytes folded by xor.
 * Exercises arithmetic in tight loops, and bit operations.
 */
import { verify } from './support/verify';

const SIZE = 100;
const MAX_TURNS = 50;
/** Beyond this squared distance from the origin a point never comes back. */
const ESCAPE = 4;
const EXPECTED_FOLD = 239;
const EXPECTED_INSIDE = 3959;

class Picture {
  fold = 0;
  inside = 0;

  draw(size: number): void {
    let bits = 0;
    let bitCount = 0;
    for (let row = 0; row < size; row++) {
      const imaginary = (2 * row) / size - 1;
      for (let column = 0; column < size; column++) {
        const real = (2 * column) / size - 1.5;
        const escaped = this.escapes(real, imaginary);
        if (!escaped) this.inside++;
        bits = (bits << 1) | (escaped ? 0 : 1);
        bitCount++;
        if (bitCount === 8) {
          this.fold ^= bits;
          bits = 0;
          bitCount = 0;
        } else if (column === size - 1) {
          this.fold ^= bits << (8 - bitCount);
          bits = 0;
          bitCount = 0;
        }
      }
    }
  }

  private escapes(real: number, imaginary: number): boolean {
    let zr = 0;
    let zi = 0;
    let zrSquared = 0;
    let ziSquared = 0;
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      zi = 2 * zr * zi + imaginary;
      zr = zrSquared - ziSquared + real;
      zrSquared = zr * zr;
      ziSquared = zi * zi;
      if (zrSquared + ziSquared > ESCAPE) return true;
    }
    return false;
  }
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const picture = new Picture();
    picture.draw(SIZE);
    verify('mandelbrot', 'the fold of all bytes', picture.fold, EXPECTED_FOLD);
    verify('mandelbrot', 'the number of points inside', picture.inside, EXPECTED_INSIDE);
  }
  return true;
}
