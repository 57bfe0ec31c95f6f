// @check: off
// Array methods work on any array-like.
export function main() {
  const o = { length: 3, 0: 'a', 1: 'b', 2: 'c' };
  const A = Array.prototype;
  console.log(
    A.join.call(o, '+'),
    A.map.call(o, (x) => x + x).join(),
    A.slice.call(o, 1).join(),
    A.indexOf.call(o, 'c'),
  ); // expect: a+b+c aa,bb,cc b,c 2
  console.log(A.push.call(o, 'd'), o.length, o[3], A.pop.call(o), o.length, 3 in o); // expect: 4 4 d d 3 false
  console.log(
    A.map.call('xyz', (c) => c + '.').join(''),
    A.filter.call('a1b2', (c) => c > '9').join(),
    A.concat.call(1, 2).length,
  ); // expect: x.y.z. a,b 2
  console.log(
    A.reverse.call(o)[0],
    A.splice.call(o, 0, 1).join(),
    o.length,
    A.shift.call({ length: 0 }),
  ); // expect: c c 2 undefined
  console.log(
    A.includes.call({ length: 1 }, undefined),
    A.every.call({}, () => false),
    A.sort.call({ length: 2, 0: 'b', 1: 'a' })[0],
  ); // expect: true true a
}
