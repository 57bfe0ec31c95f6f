// What the reviver does to the holder is seen later in the same walk.
export function main() {
  const v = JSON.parse('{"a":1,"b":2,"c":3}', function (this: any, key, value) {
    if (key === 'a') {
      delete this.b;
      this.c = 'new';
    }
    return value;
  });
  console.log(JSON.stringify(v)); // expect: {"a":1,"c":"new"}
}
