// needs: private-fields
// #fields, #methods and #accessors belong to the class alone.
export function main() {
  class Counter {
    #n = 0;
    static #made = 0;
    constructor() {
      Counter.#made++;
    }
    #step() {
      return 1;
    }
    get #next() {
      return this.#n + this.#step();
    }
    set #next(v: number) {
      this.#n = v;
    }
    up() {
      this.#next = this.#next;
      return this.#n;
    }
    static get made() {
      return this.#made;
    }
  }
  const c = new Counter();
  c.up();
  console.log(c.up(), Counter.made, Object.keys(c).length, JSON.stringify(c), '#n' in c); // expect: 2 1 0 {} false
}
