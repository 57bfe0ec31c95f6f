// A closure keeps the catch variable.
function capture() {
  try {
    throw new Error('kept');
  } catch (error) {
    return () => (error as Error).message;
  }
}

export function main() {
  console.log(capture()()); // expect: kept
}
