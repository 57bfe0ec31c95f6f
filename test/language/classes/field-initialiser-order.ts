// @check: off
// Fields are set from top to bottom before the constructor's body; keys are computed once.
const log = [];
class A {
  a = log.push('a');
  b = this.a + 10;
  ['computed' + log.push('key')] = log.push('c');
  constructor() {
    log.push('body');
  }
}

export function main() {
  new A();
  const second = new A();
  console.log(log.join(), Object.keys(second).join()); // expect: key,a,c,body,a,c,body a,b,computed1
}
