// A caught error may be thrown on, unchanged or wrapped.
export function main() {
  const original = new Error('first');
  try {
    try {
      throw original;
    } catch (error) {
      throw error;
    }
  } catch (error) {
    console.log(error === original); // expect: true
  }
  try {
    try {
      throw original;
    } catch (error) {
      throw new Error('second', { cause: error });
    }
  } catch (error) {
    console.log((error as Error).message, (error as Error).cause === original); // expect: second true
  }
}
