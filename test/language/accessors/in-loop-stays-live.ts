// A getter is called at each read.
export function main() {
  let reads = 0;
  const o = {
    get n() {
      return ++reads;
    },
  };
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += o.n;
  console.log(sum, reads); // expect: 55 10
}
