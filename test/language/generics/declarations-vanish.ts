// declare, interface, type and import type make no code.
declare const notThere: number;
declare function alsoNotThere(): void;
declare class Nor {
  x: number;
}
interface I {
  (n: number): string;
  new (s: string): I;
  readonly [key: string]: unknown;
}
abstract class Base {
  declare field: number;
  abstract prop: string;
  optional?: string;
}
class Derived extends Base {
  prop = 'here';
}

export function main() {
  const d = new Derived();
  console.log(
    'field' in d,
    'prop' in d,
    'optional' in d,
    typeof (globalThis as any).notThere,
    typeof alsoNotThere,
  ); // expect: false true true undefined undefined
}
