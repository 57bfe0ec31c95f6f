// An iterator of a builtin can itself be gone through, once.
export function main() {
  const it = [1, 2, 3].values();
  console.log(it.next().value, [...it].join(), it.next().done, [...it].length); // expect: 1 2,3 true 0
  const m = new Map([[1, 2]]).entries();
  const step = m.next();
  console.log(step.value!.join(), step.done, m.next().done, m.next().value); // expect: 1,2 false true undefined
  console.log(it[Symbol.iterator]() === it); // expect: true
}
