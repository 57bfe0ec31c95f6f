// needs: private-fields
// Compound assignment, destructuring and optional chaining on #fields.
export function main() {
  class A {
    #n = 1;
    #o: { x?: number } | null = null;
    run() {
      this.#n += 5;
      this.#n++;
      this.#n ||= 9;
      this.#o ??= { x: 3 };
      [this.#n] = [this.#n * 2];
      return `${this.#n} ${this.#o?.x}`;
    }
  }
  console.log(new A().run()); // expect: 14 3
}
