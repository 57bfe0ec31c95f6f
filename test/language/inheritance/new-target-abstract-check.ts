// new.target lets a base refuse to be made itself.
class Base {
  constructor() {
    if (new.target === Base) throw new TypeError('abstract');
  }
}
class Derived extends Base {}

export function main() {
  console.log(new Derived() instanceof Base); // expect: true
  try {
    new Base();
  } catch (error) {
    console.log((error as Error).message); // expect: abstract
  }
}
