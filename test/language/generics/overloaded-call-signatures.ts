// Tuples, unions, optional chains and satisfies together.
type Event = ['add', number] | ['remove', string?] | ['clear'];
const handle = ([name, value]: Event) => `${name}:${value ?? '-'}`;
const table = { add: (n: number) => n + 1, neg: (n: number) => -n } satisfies Record<
  string,
  (n: number) => number
>;
const keys = ['add', 'neg'] as const;

export function main() {
  console.log(handle(['add', 1]), handle(['remove']), handle(['clear'])); // expect: add:1 remove:- clear:-
  console.log(keys.map((k) => table[k](4)).join()); // expect: 5,-4
}
