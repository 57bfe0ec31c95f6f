// assign reads through getters and writes through setters.
export function main() {
  const log: string[] = [];
  const source = {
    get x() {
      log.push('get');
      return 1;
    },
  };
  const target = {
    set x(v: number) {
      log.push(`set ${v}`);
    },
  };
  Object.assign(target, source);
  console.log(log.join()); // expect: get,set 1
  const copy = Object.assign({}, source);
  console.log(typeof Object.getOwnPropertyDescriptor(copy, 'x')!.value); // expect: number
}
