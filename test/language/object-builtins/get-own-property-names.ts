// Names include the hidden ones, integers first.
export function main() {
  const o: any = { b: 1, 1: 1 };
  Object.defineProperty(o, 'hidden', { value: 1 });
  o[0] = 1;
  console.log(Object.getOwnPropertyNames(o).join()); // expect: 0,1,b,hidden
  console.log(Object.getOwnPropertyNames([7, 8]).join(), Object.getOwnPropertyNames('ab').join()); // expect: 0,1,length 0,1,length
  console.log(
    Object.getOwnPropertyNames(
      class {
        static s() {}
      },
    ).join(),
  ); // expect: length,name,prototype,s
}
