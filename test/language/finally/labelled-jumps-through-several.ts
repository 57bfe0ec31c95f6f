// A labelled jump runs every finally on its way, inside out.
export function main() {
  const log: string[] = [];
  outer: for (let i = 0; i < 2; i++) {
    try {
      for (let j = 0; j < 2; j++) {
        try {
          try {
            if (i === 0) continue outer;
            break outer;
          } finally {
            log.push(`a${i}${j}`);
          }
        } finally {
          log.push(`b${i}${j}`);
        }
      }
    } finally {
      log.push(`c${i}`);
    }
  }
  console.log(log.join()); // expect: a00,b00,c0,a10,b10,c1
}
