// Rejections are caught like errors, and finally runs.
const log: string[] = [];
async function fail(message: string): Promise<never> {
  await null;
  throw new Error(message);
}
async function guarded() {
  try {
    await fail('first');
    log.push('never');
  } catch (error) {
    log.push((error as Error).message);
    await null;
    return 'from catch';
  } finally {
    log.push('finally');
    await null;
    log.push('finally ends');
  }
}

export async function main() {
  log.push((await guarded())!);
  console.log(log.join(', ')); // expect: first, finally, finally ends, from catch
}
