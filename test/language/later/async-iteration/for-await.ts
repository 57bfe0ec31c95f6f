// needs: generators, async-iteration
// for await over async generators and plain lists of promises.
async function* g() {
  for (let i = 0; i < 3; i++) {
    await null;
    yield i;
  }
}

export async function main() {
  let out = '';
  for await (const v of g()) out += v;
  for await (const v of [Promise.resolve('a'), 'b']) out += v;
  console.log(out); // expect: 012ab
}
