// parse of every kind of value.
export function main() {
  console.log(
    JSON.parse('1'),
    JSON.parse('-0.5e2'),
    JSON.parse('"a\\u0041\\n\\/"'),
    JSON.parse('true'),
    JSON.parse(' null '),
    Object.is(JSON.parse('-0'), -0),
  ); // expect json: "1 -50 aA\n/ true null true"
  const o = JSON.parse('{"a":[1,{"b":"c"}],"d":{},"e":[]," ":0,"":1}');
  console.log(o.a[1].b, Object.keys(o).join('|'), o.e.length, o[''], Array.isArray(o.a)); // expect: c a|d|e| | 0 1 true
  console.log(
    JSON.parse('\t\r\n [1 , 2 ] ').join(),
    JSON.parse('1E400'),
    JSON.parse('123456789012345678901234567890'),
  ); // expect: 1,2 Infinity 1.2345678901234568e+29
}
