// Recursion through methods, getters and callbacks ends in the same RangeError.
const loops: { [name: string]: () => unknown } = {
  method() {
    return this.method();
  },
  callback() {
    return [1].map(() => loops.callback());
  },
  accessor() {
    const o = {
      get x(): number {
        return o.x + 1;
      },
    };
    return o.x;
  },
  construct() {
    class C {
      child = new C();
    }
    return new C();
  },
  convert() {
    const o = {
      toString(): string {
        return `${o}`;
      },
    };
    return String(o);
  },
};

export function main() {
  for (const name of Object.keys(loops)) {
    try {
      loops[name]();
    } catch (error) {
      console.log(name, error instanceof RangeError);
    }
  }
  // expect: method true
  // expect: callback true
  // expect: accessor true
  // expect: construct true
  // expect: convert true
}
