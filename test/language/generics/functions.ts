// Type arguments leave no trace in calls.
function first<T>(list: readonly T[], orElse: T): T {
  return list.length > 0 ? list[0] : orElse;
}
const pair = <A, B>(a: A, b: B): [A, B] => [a, b];

export function main() {
  console.log(first<number>([7, 8], 0), first([], 'none'), pair<string, number>('a', 1).join()); // expect: 7 none a,1
}
