// Two declarations of one enum merge.
enum Part {
  A = 1,
}
enum Part {
  B = 2,
}

export function main() {
  console.log(Part.A, Part.B, Part[2]); // expect: 1 2 B
}
