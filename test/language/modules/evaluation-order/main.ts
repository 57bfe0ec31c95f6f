// Modules run once each, depth first, in the order of the imports.
import './a';
import './b';
import { log } from './log';

log.push('main');

export function main() {
  console.log(log.join()); // expect: log,c,a,b,main
}
