// @check: off
// Cases are compared by ===.
export function main() {
  const run = (v) => {
    switch (v) {
      case '1':
        return 'string';
      case 1:
        return 'number';
      case null:
        return 'null';
      case NaN:
        return 'never';
      case 0:
        return 'zero';
      default:
        return 'other';
    }
  };
  console.log(run(1), run('1'), run(null), run(undefined), run(NaN), run(-0)); // expect: number string null other other zero
}
