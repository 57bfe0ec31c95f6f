import type { Parent } from './parent';
export class Child {
  constructor(private of: Parent) {}
  parent() {
    return this.of;
  }
  describe() {
    return `child of ${this.of.describe()}`;
  }
}
