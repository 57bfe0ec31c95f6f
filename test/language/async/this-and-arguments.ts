// this and parameters survive an await, in methods and arrows.
class A {
  n = 1;
  async inc(by: number) {
    await null;
    this.n += by;
    const arrow = async () => {
      await null;
      return this.n;
    };
    return arrow();
  }
  get later() {
    return (async () => this.n * 2)();
  }
}

export async function main() {
  const a = new A();
  console.log(await a.inc(4), a.n, await a.later); // expect: 5 5 10
}
