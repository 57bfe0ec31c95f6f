// await at the top of a module delays its importers.
import { log } from './log';
import { late } from './late';

log.push('main');

export function main() {
  console.log(late, log.join()); // expect: late value before,after,main
}
