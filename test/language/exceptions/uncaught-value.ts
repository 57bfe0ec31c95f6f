// A thrown value that is no error ends the program too.
// expect error: value just text
export function main() {
  throw 'just text';
}
