// A method taken from one object works on another.
export function main() {
  const counter = {
    n: 0,
    inc() {
      return ++this.n;
    },
  };
  const other = { n: 10, inc: counter.inc };
  counter.inc();
  console.log(counter.n, other.inc(), other.n); // expect: 1 11 11
}
