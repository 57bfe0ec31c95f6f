// undefined is a value like any other and differs from null only by type.
export function main() {
  let nothing: undefined = undefined;
  let none: null = null;
  console.log(nothing, none); // expect: undefined null
  console.log((nothing as unknown) == none, (nothing as unknown) === none); // expect: true false
}
