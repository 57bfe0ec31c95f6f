// An error in a parameter's default rejects the Promise.
const bomb = (): number => {
  throw new Error('default');
};
async function f(a = bomb()) {
  return a;
}

export async function main() {
  const promise = f();
  console.log(promise instanceof Promise); // expect: true
  try {
    await promise;
  } catch (error) {
    console.log((error as Error).message); // expect: default
  }
}
