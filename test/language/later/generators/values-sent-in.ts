// needs: generators
// next sends the value of the yield.
export function main() {
  function* echo(): Generator<string, void, string> {
    let got = 'nothing';
    while (true) got = yield `got ${got}`;
  }
  const g = echo();
  console.log(
    g.next('ignored').value as string,
    g.next('a').value as string,
    g.next('b').value as string,
  ); // expect: got nothing got a got b
}
