// toJSON is asked first, with the key.
export function main() {
  class Money {
    constructor(public cents: number) {}
    toJSON(key: string) {
      return `${key}=${this.cents}`;
    }
  }
  console.log(
    JSON.stringify(new Money(5)),
    JSON.stringify({ price: new Money(7), list: [new Money(1)] }),
  ); // expect: "=5" {"price":"price=7","list":["0=1"]}
  console.log(
    JSON.stringify({ toJSON: 'not a function' }),
    JSON.stringify({ toJSON: () => undefined }),
    JSON.stringify({ a: { toJSON: () => ({ b: 1 }) } }),
  ); // expect: {"toJSON":"not a function"} undefined {"a":{"b":1}}
  console.log(
    JSON.stringify({ v: new Money(3) }, (_, v) => (v instanceof Money ? 'seen as Money' : v)),
  ); // expect: {"v":"v=3"}
}
