// needs: generators
// A generator cannot be entered while it runs.
export function main() {
  let it: Generator<string>;
  function* g(): Generator<string> {
    try {
      it.next();
    } catch (e) {
      yield (e as Error).name;
    }
  }
  it = g();
  console.log(it.next().value as string); // expect: TypeError
}
