// A getter may change the object while it is written.
export function main() {
  const o: any = {
    get a() {
      delete this.b;
      this.late = 1;
      return 'a';
    },
    b: 'b',
    c: 'c',
  };
  console.log(JSON.stringify(o)); // expect: {"a":"a","c":"c"}
}
