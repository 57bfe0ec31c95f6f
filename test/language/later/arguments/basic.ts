// needs: arguments
// @check: off
// arguments holds all that was passed, apart from the parameters.
export function main() {
  function f(a, b) {
    a = 9;
    return `${arguments.length} ${arguments[0]} ${arguments[2]} ${typeof arguments} ${Array.isArray(arguments)}`;
  }
  console.log(f(1, 2, 3), f()); // expect: 3 1 3 object false 0 undefined undefined object false
  function g() {
    const inner = () => arguments[0];
    return (
      inner('other') + [...arguments].join('') + Array.prototype.slice.call(arguments, 1).join('')
    );
  }
  console.log(g('x', 'y')); // expect: xxyy
}
