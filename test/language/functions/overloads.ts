// Overload signatures vanish; one body serves all.
function size(value: string): number;
function size(value: number[]): number;
function size(value: string | number[]): number {
  return value.length;
}

export function main() {
  console.log(size('four'), size([1, 2])); // expect: 4 2
}
