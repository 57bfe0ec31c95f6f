// A replacer function sees holder, key and value.
export function main() {
  const log: string[] = [];
  const text = JSON.stringify({ a: 1, b: { c: 2 }, d: [3] }, function (this: any, key, value) {
    log.push(`${key}:${typeof value}:${this[key] === value}`);
    if (key === 'a') return undefined;
    return typeof value === 'number' ? value * 10 : value;
  });
  console.log(text, log.join(' ')); // expect: {"b":{"c":20},"d":[30]} :object:true a:number:true b:object:true c:number:true d:object:true 0:number:true
}
