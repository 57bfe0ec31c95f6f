// A property is added at the same place many times; then another setter or read-only property is met on the way.
export function main() {
  const base: any = {};
  const log: string[] = [];
  const make = (): number => {
    const made = Object.create(base);
    made.x = 1;
    return Object.keys(made).length;
  };
  for (let i = 0; i < 5; i++) log.push(String(make()));
  Object.setPrototypeOf(base, {
    set x(value: number) {
      log.push(`setter ${value}`);
    },
  });
  log.push(String(make()));
  console.log(log.join(', ')); // expect: 1, 1, 1, 1, 1, setter 1, 0
  Object.setPrototypeOf(base, Object.freeze({ x: 5 }));
  try {
    make();
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }

  class A {}
  class B extends A {
    constructor() {
      super();
      (this as any).y = 1;
    }
  }
  const count = (): number => Object.keys(new B()).length;
  for (let i = 0; i < 5; i++) count();
  console.log(count()); // expect: 1
  Object.setPrototypeOf(A.prototype, {
    set y(value: number) {
      console.log('y', value); // expect: y 1
    },
  });
  console.log(count()); // expect: 0
}
