// needs: symbols
// @check: off
// Symbol.toPrimitive goes before valueOf and toString, with a hint.
export function main() {
  const log = [];
  const o = {
    [Symbol.toPrimitive](hint) {
      log.push(hint);
      return hint === 'number' ? 42 : 'text';
    },
    valueOf: () => 'never',
  };
  console.log(+o, `${o}`, o + '', o * 2, o < 50, o == 'text', log.join());
  for (const bad of [{ [Symbol.toPrimitive]: () => ({}) }, { [Symbol.toPrimitive]: 5 }]) {
    try {
      console.log(`${bad}`);
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(`${{ [Symbol.toPrimitive]: undefined, toString: () => 'fallback' }}`);
  // expect: 42 text text 84 true true number,string,default,number,number,default
  // expect: TypeError
  // expect: TypeError
  // expect: fallback
}
