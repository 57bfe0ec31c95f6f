// Numeric enums count on from the value before.
enum E {
  A,
  B,
  C = 10,
  D,
  F = -1,
  G,
}

export function main() {
  console.log(E.A, E.B, E.C, E.D, E.F, E.G); // expect: 0 1 10 11 -1 0
  console.log(E[0], E[11], E[-1], E[5] as string | undefined); // expect: G D F undefined
}
