// Static fields and blocks run from top to bottom, with this the class.
class A {
  static a = 1;
  static b = this.a + 1;
  static c = 0;
  static {
    this.a = 10;
    A.c = this.b + 1;
  }
  static d = A.a + A.c;
}

export function main() {
  console.log(A.a, A.b, A.c, A.d); // expect: 10 2 3 13
}
