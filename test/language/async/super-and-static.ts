// super and static in async methods.
class A {
  async v() {
    await null;
    return 'A';
  }
  static async s() {
    return 'static';
  }
}
class B extends A {
  async v() {
    await null;
    return 'B' + (await super.v());
  }
  static async s() {
    return (await super.s()) + '!';
  }
}

export async function main() {
  console.log(await new B().v(), await B.s()); // expect: BA static!
}
