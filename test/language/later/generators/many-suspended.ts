// needs: generators
// A hundred generators side by side.
export function main() {
  function* g(id: number) {
    let sum = id;
    while (true) sum += (yield sum) as number;
  }
  const all = Array.from({ length: 100 }, (_, i) => g(i));
  for (const it of all) it.next();
  let total = 0;
  for (let round = 1; round <= 3; round++)
    for (const it of all) total += it.next(round).value as number;
  console.log(total); // expect: 15850
}
