// The object and the key of a logical assignment are computed once.
export function main() {
  let calls = 0;
  const o: Record<string, number | undefined> = {};
  const at = () => {
    calls++;
    return o;
  };
  const key = () => {
    calls += 10;
    return 'k';
  };
  console.log((at()[key()] ??= 4), calls); // expect: 4 11
  console.log((at()[key()] ||= 5), calls); // expect: 4 22
  console.log((at()[key()] &&= 6), calls); // expect: 6 33
}
