// @check: off
// A computed static member called prototype is a TypeError.
export function main() {
  const key = 'prototype';
  try {
    class A {
      static [key]() {}
    }
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
