// An interface leaves no trace at run time.
interface Speaker {
  speak(): string;
}
class Dog implements Speaker {
  speak() {
    return 'woof';
  }
}

export function main() {
  const s: Speaker = new Dog();
  console.log(s.speak(), s.constructor === Dog); // expect: woof true
}
