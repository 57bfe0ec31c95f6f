// finally runs when the catch block fails.
export function main() {
  const log: string[] = [];
  try {
    try {
      throw 1;
    } catch {
      throw 2;
    } finally {
      log.push('finally');
    }
  } catch (e) {
    log.push(`outer ${e}`);
  }
  console.log(log.join()); // expect: finally,outer 2
}
