// @check: off
// WeakRef is out: it would show when collections happen.
// expect compile error: WeakRef
export function main() {
  console.log(new WeakRef({}).deref());
}
