// ?. stops the whole chain at null or undefined.
type Node = { value: number; next?: Node; get?: () => number; list?: number[] };
const o: Node = { value: 1, next: { value: 2, get: () => 7, list: [5] } };
const none = undefined as Node | undefined;

export function main() {
  console.log(o?.value, o.next?.value, o.next?.next?.value, none?.value); // expect: 1 2 undefined undefined
  console.log(o.get?.(), o.next?.get?.(), o.next?.list?.[0], o.list?.[0]); // expect: undefined 7 5 undefined
  console.log(none?.next!.next!.value, none?.list![0]); // expect: undefined undefined
  console.log((null as any)?.x, (0 as any)?.x, ('' as any)?.length); // expect: undefined undefined 0
}
