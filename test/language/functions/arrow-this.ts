// An arrow has the this of where it stands.
class Counter {
  n = 0;
  inc = () => {
    this.n++;
    return this;
  };
}

export function main() {
  const counter = new Counter();
  const { inc } = counter;
  inc();
  inc();
  console.log(counter.n, inc() === counter); // expect: 2 true
}
