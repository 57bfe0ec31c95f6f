// @check: off
// An ordinary function makes objects with new.
function Animal(name) {
  this.name = name;
}
Animal.prototype.speak = function () {
  return this.name + ' speaks';
};

export function main() {
  const a = new Animal('Rex');
  console.log(a.speak(), a.constructor === Animal, Object.getPrototypeOf(a) === Animal.prototype); // expect: Rex speaks true true
}
