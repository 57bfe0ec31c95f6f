// Seven values are false; all else is true.
export function main() {
  const falsy = [false, 0, -0, NaN, '', null, undefined];
  const truthy = [true, 1, -1, Infinity, ' ', '0', 'false', [], {}, () => 0];
  console.log(falsy.map(Boolean).join()); // expect: false,false,false,false,false,false,false
  console.log(truthy.map(Boolean).join()); // expect: true,true,true,true,true,true,true,true,true,true
  console.log(falsy.filter((v) => v).length, truthy.filter((v) => !v).length); // expect: 0 0
}
