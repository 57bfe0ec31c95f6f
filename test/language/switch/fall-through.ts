// Without break the next case runs too.
export function main() {
  const run = (n: number) => {
    const out: string[] = [];
    switch (n) {
      case 1:
        out.push('one');
      case 2:
        out.push('two');
        break;
      default:
        out.push('default');
      case 3:
        out.push('three');
    }
    return out.join('+');
  };
  console.log(run(1), run(2), run(3), run(4)); // expect: one+two two three default+three
}
