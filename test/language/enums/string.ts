// String enums have no way back from value to name.
enum Color {
  Red = 'RED',
  Green = 'GREEN',
}

export function main() {
  console.log(Color.Red, Color.Green, Object.keys(Color).join(), (Color as any)['RED']); // expect: RED GREEN Red,Green undefined
  const c: Color = Color.Green;
  console.log(c === Color.Green, Color['Red']); // expect: true RED
}
