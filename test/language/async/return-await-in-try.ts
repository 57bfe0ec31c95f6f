// return without await leaves the try before the rejection.
export async function main() {
  const fail = async () => {
    await null;
    throw new Error('late');
  };
  const without = async () => {
    try {
      return fail();
    } catch {
      return 'caught inside';
    }
  };
  const withAwait = async () => {
    try {
      return await fail();
    } catch {
      return 'caught inside';
    }
  };
  console.log(await without().catch(() => 'caught outside')); // expect: caught outside
  console.log(await withAwait()); // expect: caught inside
}
