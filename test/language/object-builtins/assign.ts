// assign copies own enumerable properties from left to right.
export function main() {
  const target: any = { a: 1 };
  const result = Object.assign(target, { b: 2, a: 3 }, null, undefined, { c: 4 }, 'xy', 5, [9]);
  console.log(result === target, Object.entries(target).join('|')); // expect: true 0,9|1,y|a,3|b,2|c,4
  console.log(Object.keys(Object.assign({}, Object.create({ up: 1 }), { own: 1 })).join()); // expect: own
}
