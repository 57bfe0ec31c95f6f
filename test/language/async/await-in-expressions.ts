// Values computed before an await are kept across it.
export async function main() {
  const later = async <T>(v: T) => v;
  let x = 1;
  const bump = async () => {
    x = 100;
    return 1;
  };
  console.log(x + (await bump()), x); // expect: 2 100
  x = 1;
  console.log((await bump()) + x); // expect: 101
  const o = { n: 1 };
  o.n += await later(5);
  console.log(
    o.n,
    [await later(1), await later(2)].join(),
    `${await later('t')}-${await later(3)}`,
    Math.max(await later(4), await later(2)),
  ); // expect: 6 1,2 t-3 4
  console.log(
    (await later(true)) ? await later('yes') : await later('no'),
    (await later(null)) ?? (await later('dflt')),
  ); // expect: yes dflt
}
