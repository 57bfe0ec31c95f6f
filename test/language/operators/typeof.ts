// typeof gives one of eight words.
export function main() {
  function f() {}
  class C {}
  console.log(
    typeof 1,
    typeof 's',
    typeof true,
    typeof undefined,
    typeof null,
    typeof {},
    typeof [],
  ); // expect: number string boolean undefined object object object
  console.log(typeof f, typeof C, typeof (() => 0), typeof Math, typeof Math.max, typeof new C()); // expect: function function function object function object
  console.log(typeof NaN, typeof typeof 1); // expect: number string
}
