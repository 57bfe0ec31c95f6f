/** Holds as many objects as it is told to, and makes garbage beside them. */
interface Cell {
  value: number;
  next: Cell | null;
}

/** Objects lie in blocks, so that no large array has to grow beside its old self. */
const BLOCK = 4096;
const blocks: Cell[][] = [];
let held = 0;

/** Holds so many objects more. */
export function hold(count: number): number {
  for (let i = 0; i < count; i++) {
    if (held % BLOCK === 0) blocks.push(new Array<Cell>(BLOCK));
    blocks[blocks.length - 1]![held % BLOCK] = { value: i, next: null };
    held++;
  }
  return held;
}

/** Makes so many objects, each replacing one of those held. */
export function churn(count: number): number {
  let index = 0;
  for (let i = 0; i < count; i++) {
    index = (index + 7919) % held;
    const place = index % BLOCK;
    blocks[(index - place) / BLOCK]![place] = { value: i, next: null };
  }
  return held;
}
