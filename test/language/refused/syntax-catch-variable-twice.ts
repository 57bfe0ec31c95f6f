// @check: off
// A let in a catch block cannot take the name of its variable.
// expect compile error: syntax
export function main() {
  try {
    throw 1;
  } catch (e) {
    let e = 2;
    console.log(e);
  }
}
