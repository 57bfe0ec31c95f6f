// The catch variable hides an outer one of the same name.
export function main() {
  let error: unknown = 'outer';
  try {
    throw 'inner';
  } catch (error) {
    console.log(error as string); // expect: inner
    error = 'changed';
    console.log(error as string); // expect: changed
  }
  console.log(error as string); // expect: outer
}
