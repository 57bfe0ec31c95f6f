// A getter may replace itself by a plain value.
export function main() {
  let computed = 0;
  const o = {
    get slow() {
      computed++;
      Object.defineProperty(this, 'slow', { value: 42 });
      return 42;
    },
  };
  console.log(o.slow, o.slow, o.slow, computed); // expect: 42 42 42 1
}
