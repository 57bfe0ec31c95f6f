// getOwnPropertyDescriptors copies accessors where assign would not.
export function main() {
  const source = {
    n: 2,
    get double() {
      return this.n * 2;
    },
  };
  const copy: any = Object.defineProperties({}, Object.getOwnPropertyDescriptors(source));
  copy.n = 10;
  console.log(copy.double, Object.getOwnPropertyDescriptor(copy, 'missing')); // expect: 20 undefined
  const plain: any = { ...source };
  plain.n = 10;
  console.log(plain.double); // expect: 4
}
