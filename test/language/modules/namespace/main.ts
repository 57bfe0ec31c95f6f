// A namespace object shows all exports, in order of their names.
import * as lib from './lib';

export function main() {
  console.log(Object.keys(lib).join(), lib.b, lib.a(), typeof lib, lib.default); // expect: C,a,b,default 2 a object dflt
  console.log('a' in lib, 'z' in lib, (lib as any).z, Object.isFrozen(lib), Object.isSealed(lib)); // expect: true false undefined false true
  try {
    (lib as any).b = 5;
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
  try {
    (lib as any).added = 5;
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
}
