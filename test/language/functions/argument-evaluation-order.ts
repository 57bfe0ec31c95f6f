// Callee, then arguments from left to right, then the call.
const log: string[] = [];
function tag(name: string) {
  log.push(name);
  return name;
}
const o = {
  get f() {
    log.push('get f');
    return (...args: string[]) => args.join('');
  },
};

export function main() {
  console.log(o.f(tag('a'), tag('b'), tag('c'))); // expect: abc
  console.log(log.join(', ')); // expect: get f, a, b, c
}
