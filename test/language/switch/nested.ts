// A switch in a switch; break leaves the inner one.
export function main() {
  const run = (a: number, b: number) => {
    let out = '';
    switch (a) {
      case 1:
        switch (b) {
          case 1:
            out += '11';
            break;
          default:
            out += '1x';
        }
        out += '!';
        break;
      default:
        out += 'x';
    }
    return out;
  };
  console.log(run(1, 1), run(1, 2), run(2, 1)); // expect: 11! 1x! x
}
