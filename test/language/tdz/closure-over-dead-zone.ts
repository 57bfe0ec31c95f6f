// A closure may name a variable that is declared later, if it is called later.
export function main() {
  const read = () => value;
  let failed = '';
  try {
    read();
  } catch (error) {
    failed = (error as Error).name;
  }
  const value = 3;
  console.log(failed, read()); // expect: ReferenceError 3
}
