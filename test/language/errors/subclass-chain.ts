// Subclasses may override name on the prototype or as a field.
export function main() {
  class A extends Error {
    override get name() {
      return 'FromGetter';
    }
  }
  class B extends TypeError {
    override name = 'FromField';
  }
  class C extends Error {}
  C.prototype.name = 'FromPrototype';
  console.log(
    String(new A('a')),
    String(new B('b')),
    String(new C('c')),
    new B() instanceof TypeError,
    new C().name,
  ); // expect: FromGetter: a FromField: b FromPrototype: c true FromPrototype
}
