/** Holds as many objects as it is told to, and makes garbage beside them. */
interface Cell {
  value: number;
  next: Cell | null;
}

const held: Cell[] = [];

/** Holds so many objects more. */
export function hold(count: number): number {
  for (let i = 0; i < count; i++) held.push({ value: i, next: null });
  return held.length;
}

/** Makes so many objects, each replacing one of those held. */
export function churn(count: number): number {
  const length = held.length;
  let index = 0;
  for (let i = 0; i < count; i++) {
    index = (index + 7919) % length;
    held[index] = { value: i, next: null };
  }
  return held.length;
}
