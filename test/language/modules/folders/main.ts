// Specifiers go up and down folders.
import { deep } from './lib/deep/leaf';
import { top } from './lib/top';

export function main() {
  console.log(deep, top); // expect: deep top root top
}
