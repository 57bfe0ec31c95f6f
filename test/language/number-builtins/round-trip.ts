// Printing and reading gives the same double.
export function main() {
  const values = [
    0.1,
    1 / 3,
    Math.PI,
    1e21,
    1e-7,
    123456.789e3,
    2 ** 0.5,
    5e-324,
    1.7976931348623157e308,
    4.35,
    9.5e-10,
    1e23,
  ];
  console.log(values.every((v) => Number(String(v)) === v && parseFloat(String(v)) === v)); // expect: true
  let x = 0.1;
  let same = true;
  for (let i = 0; i < 500; i++) {
    x = (x * 1.37 + 0.7) % 1000;
    if (+`${x}` !== x || +x.toString() !== x || +x.toPrecision(17) !== x) same = false;
  }
  console.log(same); // expect: true
}
