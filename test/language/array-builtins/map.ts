// map keeps holes and length.
export function main() {
  const m = [1, , 3].map((v) => v! * 2);
  console.log(m.length, 1 in m, m.join()); // expect: 3 false 2,,6
  console.log(
    ['1', '2', '3'].map(Number as any).join(),
    ['1', '2', '3'].map(parseInt as any).join(),
  ); // expect: 1,2,3 1,NaN,NaN
  const a = [1, 2, 3];
  console.log(
    a
      .map((v, i) => {
        if (i === 0) a.push(4);
        return v;
      })
      .join(),
    a.length,
  ); // expect: 1,2,3 4
}
