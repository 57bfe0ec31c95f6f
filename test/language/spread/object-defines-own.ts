// Spread and literals define properties; setters on prototypes do not run.
export function main() {
  let ran = false;
  Object.defineProperty(Object.prototype, 'trap', {
    set() {
      ran = true;
    },
    configurable: true,
  });
  const o: any = { ...{ ['trap']: 1 } };
  console.log(ran, Object.hasOwn(o, 'trap')); // expect: false true
  delete (Object.prototype as any).trap;
}
