// Imports and exports of types leave nothing behind.
import { type Shape, area } from './lib';
import type { Unit } from './types';
export type { Shape };

export function main() {
  const s: Shape = { w: 2, h: 3 };
  const unit: Unit = 'cm';
  console.log(area(s), unit); // expect: 6 cm
}
