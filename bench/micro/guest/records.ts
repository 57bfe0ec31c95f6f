/** Keeps what it is given, counts it, and gives it back. */
interface Record {
  id: number;
  tags: string[];
}

let kept: Record[] = [];

export function receive(records: Record[]): void {
  kept = records;
}

/** Reads something of every record, so that nothing can have been put off. */
export function main(factor: number): number {
  let sum = 0;
  for (let i = 0; i < kept.length; i++) sum += kept[i]!.id + kept[i]!.tags.length;
  return sum * factor;
}

export function give(): Record[] {
  return kept;
}
