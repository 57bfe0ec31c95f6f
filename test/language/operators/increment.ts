// Prefix gives the new value, postfix the old one, always as a number.
export function main() {
  let n = 5;
  console.log(n++, n, ++n, n--, --n); // expect: 5 6 7 7 5
  const o = { n: 1, list: [7] };
  console.log(o.n++, ++o.n, o.list[0]--, --o['list'][0], o.n); // expect: 1 3 7 5 3
  let s: any = '4';
  console.log(s++, s, typeof s); // expect: 4 5 number
  let u: any;
  console.log(u++, u); // expect: NaN NaN
  let t: any = '9';
  console.log(typeof t++, t); // expect: number 10
}
