// @check: off
// A cycle is a TypeError; a shared object is not.
export function main() {
  const o = { name: 'o' };
  o.self = { back: o };
  for (const v of [o, [o]]) {
    try {
      JSON.stringify(v);
    } catch (error) {
      console.log(error.name);
    }
  }
  const shared = { x: 1 };
  console.log(JSON.stringify([shared, shared, { shared }]));
  const a = [];
  a.push(a);
  try {
    JSON.stringify(a);
  } catch (error) {
    console.log(error.constructor === TypeError);
  }
  // expect: TypeError
  // expect: TypeError
  // expect: [{"x":1},{"x":1},{"shared":{"x":1}}]
  // expect: true
}
