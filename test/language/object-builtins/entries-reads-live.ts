// A getter may change what is still to be listed.
export function main() {
  const o: any = {
    get a() {
      delete this.b;
      this.c = 'changed';
      return 'A';
    },
    b: 'B',
    c: 'C',
  };
  console.log(Object.entries(o).join('|')); // expect: a,A|c,changed
}
