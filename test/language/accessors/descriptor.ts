// The descriptor of an accessor shows its functions.
export function main() {
  const o = {
    get x() {
      return 1;
    },
  };
  const d = Object.getOwnPropertyDescriptor(o, 'x')!;
  console.log(
    typeof d.get,
    d.set,
    d.enumerable,
    d.configurable,
    'value' in d,
    'writable' in d,
    d.get!.name,
  ); // expect: function undefined true true false false get x
}
