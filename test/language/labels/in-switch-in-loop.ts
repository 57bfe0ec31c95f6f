// continue and break around a switch in a loop.
export function main() {
  const out: string[] = [];
  loop: for (let i = 0; i < 6; i++) {
    switch (i) {
      case 0:
        continue;
      case 1:
        break;
      case 3:
        continue loop;
      case 5:
        break loop;
      default:
        out.push('d');
    }
    out.push(String(i));
  }
  console.log(out.join()); // expect: 1,d,2,d,4
}
