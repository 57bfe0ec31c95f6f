// A method of the subclass hides the one above; super reaches it.
class A {
  name() {
    return 'A';
  }
}
class B extends A {
  name() {
    return 'B' + super.name();
  }
}
class C extends B {
  name() {
    return 'C' + super.name();
  }
}

export function main() {
  console.log(new C().name(), new B().name(), new A().name()); // expect: CBA BA A
}
