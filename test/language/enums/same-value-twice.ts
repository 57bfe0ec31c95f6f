// With a repeated value the last name wins on the way back.
enum Alias {
  First = 1,
  Second = 1,
}

export function main() {
  console.log(Alias.First === (Alias.Second as number), Alias[1]); // expect: true Second
}
