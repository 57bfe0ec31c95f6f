// stringify and parse give back plain data.
export function main() {
  const data = {
    s: 'té"xt',
    n: [0, -1.5, 1e-9],
    b: [true, false, null],
    deep: { er: { est: [[[]]] } },
  };
  const copy = JSON.parse(JSON.stringify(data));
  console.log(
    JSON.stringify(copy) === JSON.stringify(data),
    copy.deep.er.est[0][0].length,
    copy.n[2] === 1e-9,
  ); // expect: true 0 true
}
