// needs: decorators
// @check: off
// Decorators of classes and methods, in their order.
const log = [];
const mark = (name) => (value, context) => {
  log.push(`${name} ${context.kind} ${String(context.name)}`);
  if (context.kind === 'method')
    return function (...args) {
      return `<${value.call(this, ...args)}>`;
    };
};
@mark('class')
class A {
  @mark('outer')
  @mark('inner')
  m(x) {
    return x;
  }
}

export function main() {
  console.log(new A().m('v')); // expect: <<v>>
  console.log(log.join(', ')); // expect: inner method m, outer method m, class class A
}
