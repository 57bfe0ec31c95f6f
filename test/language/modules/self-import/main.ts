// A module may import itself.
import * as self from './main';
import { main as again } from './main';

export const value = 3;

export function main() {
  console.log(self.value, again === main, Object.keys(self).join()); // expect: 3 true main,value
}
