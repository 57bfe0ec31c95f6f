// In a cycle, functions are ready before the modules run.
import { isEven } from './even';

export function main() {
  console.log(isEven(10), isEven(7)); // expect: true false
}
