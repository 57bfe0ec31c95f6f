// @check: off
// A loop with break inside finally keeps the pending return.
export function main() {
  const f = () => {
    try {
      return 'kept';
    } finally {
      for (let i = 0; i < 5; i++) if (i === 2) break;
      inner: {
        break inner;
      }
    }
  };
  console.log(f()); // expect: kept
}
