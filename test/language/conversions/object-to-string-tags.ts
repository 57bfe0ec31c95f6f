// Object.prototype.toString names the kind of a value.
export function main() {
  const tag = (value: unknown) => Object.prototype.toString.call(value);
  console.log(
    tag({}),
    tag([]),
    tag(() => 0),
    tag(1),
    tag('s'),
  ); // expect: [object Object] [object Array] [object Function] [object Number] [object String]
  console.log(tag(true), tag(null), tag(undefined), tag(new Error('e'))); // expect: [object Boolean] [object Null] [object Undefined] [object Error]
  console.log(tag(new Map()), tag(new Set()), tag(Math), tag(JSON), tag(Promise.resolve())); // expect: [object Map] [object Set] [object Math] [object JSON] [object Promise]
}
