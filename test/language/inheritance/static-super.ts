// super in a static method is the parent class.
class A {
  static who() {
    return 'A';
  }
}
class B extends A {
  static who() {
    return 'B' + super.who();
  }
}

export function main() {
  console.log(B.who()); // expect: BA
}
