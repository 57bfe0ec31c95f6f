// @check: off
// Which class of error each fault gives.
export function main() {
  const attempts = {
    callUndefined: () => undefined(),
    readNull: () => null.x,
    unknownName: () => notDefined,
    arrayLength: () => new Array(-1),
    radix: () => (1).toString(1),
    json: () => JSON.parse('{'),
    repeat: () => 'x'.repeat(-1),
    inPrimitive: () => 'a' in 'abc',
    instanceofPlain: () => ({}) instanceof {},
    newOnArrow: () => new (() => 0)(),
    frozen: () => (Object.freeze([1])[0] = 2),
    iterate: () => [...5],
    symbolless: () => new Map([1]),
    badThis: () => Map.prototype.get.call({}, 1),
    cyclic: () => {
      const o = {};
      o.o = o;
      JSON.stringify(o);
    },
  };
  for (const [name, f] of Object.entries(attempts)) {
    try {
      f();
      console.log(name, 'no error');
    } catch (error) {
      console.log(name, error.name, error.constructor.name, typeof error.message);
    }
  }
  // expect: callUndefined TypeError TypeError string
  // expect: readNull TypeError TypeError string
  // expect: unknownName ReferenceError ReferenceError string
  // expect: arrayLength RangeError RangeError string
  // expect: radix RangeError RangeError string
  // expect: json SyntaxError SyntaxError string
  // expect: repeat RangeError RangeError string
  // expect: inPrimitive TypeError TypeError string
  // expect: instanceofPlain TypeError TypeError string
  // expect: newOnArrow TypeError TypeError string
  // expect: frozen TypeError TypeError string
  // expect: iterate TypeError TypeError string
  // expect: symbolless TypeError TypeError string
  // expect: badThis TypeError TypeError string
  // expect: cyclic TypeError TypeError string
}
