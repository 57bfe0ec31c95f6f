// @check: off
// break and continue in finally drop what was under way.
export function main() {
  const log = [];
  for (let i = 0; i < 3; i++) {
    try {
      throw i;
    } finally {
      log.push(`f${i}`);
      if (i < 2) continue;
      break;
    }
  }
  console.log(log.join()); // expect: f0,f1,f2
  const f = () => {
    for (;;) {
      try {
        return 'return';
      } finally {
        break;
      }
    }
    return 'after the loop';
  };
  console.log(f()); // expect: after the loop
}
