// const enums have values at the place of use.
const enum Size {
  Small = 1,
  Large = Small * 100,
}

export function main() {
  console.log(Size.Small, Size.Large, Size['Large']); // expect: 1 100 100
}
