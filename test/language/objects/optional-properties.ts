// Missing and undefined properties read alike but are told apart by in.
type T = { a?: number; b?: number };
const o: T = { b: undefined };

export function main() {
  console.log(o.a, o.b, 'a' in o, 'b' in o, Object.keys(o).join()); // expect: undefined undefined false true b
}
