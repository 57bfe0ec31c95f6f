// A pair of accessors acts as one property.
export function main() {
  const t = {
    celsius: 100,
    get fahrenheit() {
      return this.celsius * 1.8 + 32;
    },
    set fahrenheit(f: number) {
      this.celsius = (f - 32) / 1.8;
    },
  };
  console.log(t.fahrenheit); // expect: 212
  t.fahrenheit = 32;
  console.log(t.celsius); // expect: 0
  t.fahrenheit += 18;
  console.log(t.celsius, t.fahrenheit++, t.fahrenheit); // expect: 10 50 51
}
