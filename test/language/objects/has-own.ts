// @check: off
// Own and inherited properties are told apart.
export function main() {
  const o = Object.create({ up: 1 });
  o.own = undefined;
  console.log(Object.hasOwn(o, 'own'), Object.hasOwn(o, 'up'), o.hasOwnProperty('own'), 'up' in o); // expect: true false true true
  console.log(
    o.propertyIsEnumerable('own'),
    o.propertyIsEnumerable('up'),
    [1].propertyIsEnumerable('length'),
  ); // expect: true false false
  console.log(Object.hasOwn('abc', 'length'), Object.hasOwn([1], '0'), Object.hasOwn('abc', '1')); // expect: true true true
}
