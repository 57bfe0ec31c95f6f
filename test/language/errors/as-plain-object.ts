// Errors may carry further properties.
export function main() {
  const e: any = new Error('m');
  e.code = 'E_CODE';
  e.details = { n: 1 };
  console.log(Object.keys(e).join(), JSON.stringify(e), e.details.n); // expect: code,details {"code":"E_CODE","details":{"n":1}} 1
  e.message = 'changed';
  console.log(String(e)); // expect: Error: changed
}
