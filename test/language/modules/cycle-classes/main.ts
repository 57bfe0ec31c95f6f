// Classes of two modules that need each other.
import { Parent } from './parent';

export function main() {
  const child = new Parent().child();
  console.log(child.describe(), child.parent().describe()); // expect: child of parent parent
}
