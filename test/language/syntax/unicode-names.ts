// Names may have letters of any script, and escapes.
export function main() {
const größe = 1;
const 名前 = 2;
const \u0061bc = 3;
const $ = 4;
const _ = 5;
const ꙮ = { ünï: 6 };
console.log(größe, 名前, abc, $, _, ꙮ.ünï); // expect: 1 2 3 4 5 6
}
