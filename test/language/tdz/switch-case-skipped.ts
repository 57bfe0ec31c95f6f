// @check: off
// A case that is jumped over leaves its let uninitialised.
function f(n) {
  switch (n) {
    case 0:
      let v = 'zero';
      return v;
    case 1:
      try {
        return v;
      } catch (error) {
        return error.name;
      }
  }
}

export function main() {
  console.log(f(0), f(1)); // expect: zero ReferenceError
}
