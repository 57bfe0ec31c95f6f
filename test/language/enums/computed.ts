// Members may be computed from members and expressions.
enum Flags {
  None = 0,
  Read = 1 << 0,
  Write = 1 << 1,
  Both = Read | Write,
  Length = 'four'.length,
}

export function main() {
  console.log(Flags.Both, Flags.Length, Flags[3], (Flags.Both & Flags.Write) !== 0); // expect: 3 4 Both true
}
