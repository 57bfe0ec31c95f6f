// Errors in defaults, keys and heritage go where the expression stands.
export function main() {
  const fail = (m: string): never => {
    throw new Error(m);
  };
  for (const f of [
    (a: unknown = fail('default')) => a,
    () => ({ [fail('key')]: 1 }),
    () => class extends (fail('heritage') as any) {},
    () =>
      class {
        static x = fail('static');
      },
    () =>
      new (class {
        x = fail('field');
      })(),
    () => `${fail('template')}`,
  ]) {
    try {
      f();
    } catch (error) {
      console.log((error as Error).message);
    }
  }
  // expect: default
  // expect: key
  // expect: heritage
  // expect: static
  // expect: field
  // expect: template
}
