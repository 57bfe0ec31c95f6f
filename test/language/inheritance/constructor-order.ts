// Base fields and body run before the subclass's fields and body.
const log: string[] = [];
class A {
  a = log.push('A field');
  constructor() {
    log.push('A body');
    this.hook();
  }
  hook() {
    log.push('A hook');
  }
}
class B extends A {
  b = log.push('B field');
  constructor() {
    log.push('B before');
    super();
    log.push('B body');
  }
  hook() {
    log.push(`B hook ${this.b}`);
  }
}

export function main() {
  new B();
  console.log(log.join(', ')); // expect: B before, A field, A body, B hook undefined, B field, B body
}
