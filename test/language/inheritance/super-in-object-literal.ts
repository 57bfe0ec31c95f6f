// Methods of object literals have super too.
const base = {
  hi() {
    return 'base';
  },
};
const derived = {
  hi(): string {
    // @ts-ignore: the prototype is set below
    return 'derived ' + super.hi();
  },
};
Object.setPrototypeOf(derived, base);

export function main() {
  console.log(derived.hi()); // expect: derived base
}
