// instanceof walks the chain of prototypes.
class A {}
class B extends A {}

export function main() {
  const b: unknown = new B();
  console.log(b instanceof B, b instanceof A, b instanceof Object, new A() instanceof B); // expect: true true true false
  console.log([] instanceof Array, [] instanceof Object, (() => 0) instanceof Function); // expect: true true true
  console.log(
    (1 as any) instanceof Number,
    ('s' as any) instanceof String,
    (null as any) instanceof Object,
  ); // expect: false false false
  console.log((Object.create(null) as any) instanceof Object); // expect: false
}
