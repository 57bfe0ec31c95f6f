// An error in finally replaces the result.
export async function main() {
  const f = async () => {
    try {
      return 'lost';
    } finally {
      await null;
      throw new Error('kept');
    }
  };
  try {
    await f();
  } catch (error) {
    console.log((error as Error).message); // expect: kept
  }
}
