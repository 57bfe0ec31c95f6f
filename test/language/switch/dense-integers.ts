// A switch over many integers.
export function main() {
  const name = (n: number) => {
    switch (n) {
      case 0:
        return 'a';
      case 1:
        return 'b';
      case 2:
        return 'c';
      case 3:
        return 'd';
      case 4:
        return 'e';
      case 5:
        return 'f';
      case 6:
        return 'g';
      case 7:
        return 'h';
      case -1:
        return 'minus';
      case 1000:
        return 'far';
      case 2.5:
        return 'half';
    }
    return '?';
  };
  console.log([0, 7, 3, -1, 1000, 2.5, 2.4, -0, 8].map(name).join('')); // expect: ahdminusfarhalf?a?
}
