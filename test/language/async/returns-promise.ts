// An async function gives a Promise, whatever it returns.
async function one() {
  return 1;
}
const two = async () => 2;
class A {
  async three() {
    return 3;
  }
}
export async function main() {
  console.log(one() instanceof Promise, await one(), await two(), await new A().three()); // expect: true 1 2 3
}
