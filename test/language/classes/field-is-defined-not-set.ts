// A field hides an inherited accessor instead of calling it.
class A {
  set x(_: number) {
    console.log('setter');
  }
}
class B extends A {
  // @ts-ignore: hiding an accessor is the point
  x = 5;
}

export function main() {
  const d = Object.getOwnPropertyDescriptor(new B(), 'x')!;
  console.log(d.value, d.writable, d.enumerable, d.configurable); // expect: 5 true true true
}
