// @check: off
// What a non-configurable property allows.
export function main() {
  const o = {};
  Object.defineProperty(o, 'x', { value: 1, writable: true });
  const attempts = {
    sameAgain: { value: 1 },
    newValue: { value: 2 },
    toReadOnly: { writable: false },
    valueNow: { value: 3 },
    sameValueNow: { value: 2 },
    enumerable: { enumerable: true },
    accessor: { get() {} },
    writableAgain: { writable: true },
  };
  for (const [name, descriptor] of Object.entries(attempts)) {
    try {
      Object.defineProperty(o, 'x', descriptor);
      console.log(name, 'done');
    } catch (error) {
      console.log(name, error.name);
    }
  }
  // expect: sameAgain done
  // expect: newValue done
  // expect: toReadOnly done
  // expect: valueNow TypeError
  // expect: sameValueNow done
  // expect: enumerable TypeError
  // expect: accessor TypeError
  // expect: writableAgain TypeError
}
