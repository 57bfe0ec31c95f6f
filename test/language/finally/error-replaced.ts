// An error in finally replaces the error before it.
export function main() {
  try {
    try {
      throw new Error('first');
    } finally {
      throw new Error('second');
    }
  } catch (error) {
    console.log((error as Error).message, (error as Error).cause); // expect: second undefined
  }
}
