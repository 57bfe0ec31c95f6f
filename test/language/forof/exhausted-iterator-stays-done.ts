// An array iterator that has ended does not wake up when the array grows.
export function main() {
  const list = [1];
  const it = list.values();
  it.next();
  console.log(it.next().done); // expect: true
  list.push(2);
  console.log(it.next().done, it.next().value); // expect: true undefined
}
