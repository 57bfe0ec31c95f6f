// The message is an own hidden property, if there is one.
export function main() {
  const e = new Error('text');
  const d = Object.getOwnPropertyDescriptor(e, 'message')!;
  console.log(d.value, d.writable, d.enumerable, d.configurable, Object.keys(e).length); // expect: text true false true 0
  console.log(
    Object.hasOwn(new Error(), 'message'),
    new Error().message === '',
    new Error(undefined).message === '',
    new Error(5 as any).message,
    typeof new Error(5 as any).message,
    new Error(null as any).message,
  ); // expect: false true true 5 string null
}
