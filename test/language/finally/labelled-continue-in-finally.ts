// @check: off
// A labelled continue in finally cancels a return.
export function main() {
  const f = () => {
    let n = 0;
    outer: for (;;) {
      for (;;) {
        try {
          n++;
          return 'never at first';
        } finally {
          if (n < 4) continue outer;
        }
      }
    }
  };
  console.log(f()); // expect: never at first
  const g = () => {
    let log = '';
    outer: for (const x of [1, 2, 3]) {
      try {
        throw x;
      } finally {
        log += x;
        continue outer;
      }
    }
    return log;
  };
  console.log(g()); // expect: 123
}
