// in asks for a property of the object or its prototypes.
const o: any = { a: 1, u: undefined };
class A {
  own = 1;
  method() {}
}

export function main() {
  console.log('a' in o, 'u' in o, 'b' in o, 'toString' in o);
  console.log(
    'own' in new A(),
    'method' in new A(),
    'length' in [],
    0 in [1],
    1 in [1],
    '0' in ['x'],
  );
  delete o.a;
  console.log('a' in o);
  for (const target of [1, 'text', null, undefined, true] as any[]) {
    try {
      console.log('length' in target);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: true true false true
  // expect: true true true true false true
  // expect: false
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
