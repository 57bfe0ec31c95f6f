// Object patterns rename, default and gather.
export function main() {
  const {
    a,
    b: renamed,
    c = 3,
    ['d' + 'd']: dynamic,
    ...rest
  } = { a: 1, b: 2, dd: 4, e: 5, f: 6 } as any;
  console.log(a, renamed, c, dynamic, JSON.stringify(rest)); // expect: 1 2 3 4 {"e":5,"f":6}
}
