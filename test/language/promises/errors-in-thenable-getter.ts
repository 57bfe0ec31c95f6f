// The then property is read once, and an error in it rejects.
export async function main() {
  let reads = 0;
  const value: any = {
    get then() {
      reads++;
      return undefined;
    },
    tag: 'plain',
  };
  console.log((await Promise.resolve(value)).tag, reads); // expect: plain 1
  console.log((await new Promise<any>((r) => r(value))).tag, reads); // expect: plain 2
  const bad: any = {
    get then() {
      throw new Error('then getter');
    },
  };
  console.log(
    await Promise.resolve()
      .then(() => bad)
      .catch((e) => e.message),
  ); // expect: then getter
}
