// A method added to the prototype later is seen by all instances.
class A {
  greet() {
    return 'hello';
  }
}

export function main() {
  const a = new A();
  console.log(a.greet()); // expect: hello
  A.prototype.greet = () => 'patched';
  console.log(a.greet(), new A().greet()); // expect: patched patched
  a.greet = () => 'own';
  console.log(a.greet(), new A().greet()); // expect: own patched
}
