// Each static block has its own variables.
class A {
  static log: string[] = [];
  static {
    const x = 'first';
    this.log.push(x);
  }
  static {
    const x = 'second';
    this.log.push(x);
  }
}

export function main() {
  console.log(A.log.join()); // expect: first,second
}
