// Exports may be passed on, renamed, whole or as a namespace.
import { a, renamed, c, inner, default as d } from './middle';

export function main() {
  console.log(a, renamed, c, inner.b, d); // expect: a b c b inner default
}
