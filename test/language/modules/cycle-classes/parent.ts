import { Child } from './child';
export class Parent {
  child() {
    return new Child(this);
  }
  describe() {
    return 'parent';
  }
}
