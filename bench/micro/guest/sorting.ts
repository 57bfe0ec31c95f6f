/** An array sorted by a comparison function of the guest's: nanoseconds an element. */
export function main(n: number): number {
  const numbers: number[] = [];
  let state = 74755;
  for (let i = 0; i < n; i++) {
    state = (state * 1309 + 13849) & 65535;
    numbers.push(state);
  }
  numbers.sort((a, b) => a - b);
  let ordered = 1;
  for (let i = 1; i < n; i++) if (numbers[i - 1]! <= numbers[i]!) ordered++;
  return ordered;
}
