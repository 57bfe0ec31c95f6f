// Accessors may have computed names.
export function main() {
  const key = 'dyn';
  const o: any = {
    get [key + 1]() {
      return 'got';
    },
    set [key + 2](v: string) {
      this.kept = v;
    },
  };
  o.dyn2 = 'x';
  console.log(o.dyn1, o.kept); // expect: got x
}
