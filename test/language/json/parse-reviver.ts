// The reviver sees inner values before outer ones, and may delete.
export function main() {
  const log: string[] = [];
  const v = JSON.parse('{"a":1,"b":[2,3],"c":{"d":4}}', function (this: any, key, value) {
    log.push(key);
    if (key === 'd') return undefined;
    return typeof value === 'number' ? value * 2 : value;
  });
  console.log(JSON.stringify(v), log.join()); // expect: {"a":2,"b":[4,6],"c":{}} a,0,1,b,d,c,
  console.log(
    JSON.parse('5', () => 'replaced'),
    JSON.parse('[1,2,3]', (k, x) => (k === '1' ? undefined : x)).length,
  ); // expect: replaced 3
}
