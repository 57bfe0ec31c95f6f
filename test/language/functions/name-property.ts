// A function takes its name from where it is defined.
function declared() {}
const arrow = () => 0;
const expression = function () {};
const named = function inner() {};
const object = { method() {}, field: () => 0, ['com' + 'puted']() {} };

export function main() {
  console.log(declared.name, arrow.name, expression.name, named.name); // expect: declared arrow expression inner
  console.log(object.method.name, object.field.name, object.computed.name); // expect: method field computed
  console.log((() => 0).name === ''); // expect: true
  let later;
  later = () => 1;
  console.log(later.name); // expect: later
}
