// Each try has its own catch.
export function main() {
  const log: string[] = [];
  try {
    try {
      throw 'a';
    } catch (e) {
      log.push(`inner ${e}`);
      throw 'b';
    }
  } catch (e) {
    log.push(`outer ${e}`);
    try {
      throw 'c';
    } catch (e2) {
      log.push(`within ${e2} ${e}`);
    }
  }
  console.log(log.join(', ')); // expect: inner a, outer b, within c b
}
