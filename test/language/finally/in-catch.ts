// A try in a catch or in a finally has a finally of its own.
export function main() {
  const log: string[] = [];
  try {
    throw 'a';
  } catch {
    try {
      throw 'b';
    } catch (e) {
      log.push(String(e));
    } finally {
      log.push('inner finally');
    }
  } finally {
    try {
      log.push('outer finally');
    } finally {
      log.push('last');
    }
  }
  console.log(log.join()); // expect: b,inner finally,outer finally,last
}
