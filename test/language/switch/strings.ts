// Many string cases.
export function main() {
  const code = (word: string) => {
    switch (word) {
      case 'zero':
        return 0;
      case 'one':
        return 1;
      case 'two':
        return 2;
      case 'three':
        return 3;
      case 'four':
        return 4;
      default:
        return -1;
    }
  };
  console.log(['zero', 'four', 'tw' + 'o', 'five', ''].map(code).join()); // expect: 0,4,2,-1,-1
}
