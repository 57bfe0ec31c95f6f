// A namespace of values is an object with what it exports.
namespace Geometry {
  const hidden = 2;
  export const double = (n: number) => n * hidden;
  export namespace Deep {
    export const pi = 3;
  }
  export enum Unit {
    Px,
    Em,
  }
}

export function main() {
  console.log(Geometry.double(4), Geometry.Deep.pi, Geometry.Unit.Em); // expect: 8 3 1
  console.log(Object.keys(Geometry).join()); // expect: double,Deep,Unit
}
