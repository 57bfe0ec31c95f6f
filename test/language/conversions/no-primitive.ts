// @check: off
// An object whose methods give no primitive cannot be converted.
export function main() {
  const hopeless = { valueOf: () => ({}), toString: () => ({}) };
  for (const f of [
    () => hopeless + 1,
    () => `${hopeless}`,
    () => +hopeless,
    () => hopeless < 1,
    () => String(hopeless),
    () => ({})[hopeless],
  ]) {
    try {
      f();
      console.log('converted');
    } catch (error) {
      console.log(error.name);
    }
  }
  const bare = Object.create(null);
  try {
    console.log(`${bare}`);
  } catch (error) {
    console.log(error.name);
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
