// Instances convert through their own methods.
class Money {
  constructor(private cents: number) {}
  valueOf() {
    return this.cents;
  }
  toString() {
    return `${(this.cents / 100).toFixed(2)} EUR`;
  }
}

export function main() {
  const a: any = new Money(150);
  const b: any = new Money(275);
  console.log(`${a}`, a + b, a < b, String(b), a + ''); // expect: 1.50 EUR 425 true 2.75 EUR 150
}
