// @check: off
// Proxy is out.
// expect compile error: Proxy
export function main() {
  const o = new Proxy({}, { get: () => 1 });
  console.log(o.x);
}
