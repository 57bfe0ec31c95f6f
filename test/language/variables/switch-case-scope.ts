// All cases of a switch share one scope; a block of its own separates.
function pick(n: number) {
  switch (n) {
    case 1: {
      const text = 'one';
      return text;
    }
    case 2: {
      const text = 'two';
      return text;
    }
    default:
      return 'many';
  }
}

export function main() {
  console.log(pick(1), pick(2), pick(3)); // expect: one two many
}
