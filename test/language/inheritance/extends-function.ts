// @check: off
// A class may extend an ordinary function.
export function main() {
  function Base(v) {
    this.v = v;
  }
  Base.prototype.get = function () {
    return this.v;
  };
  class A extends Base {
    get() {
      return super.get() * 2;
    }
  }
  console.log(new A(4).get(), new A(1) instanceof Base); // expect: 8 true
}
