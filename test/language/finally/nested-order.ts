// Finally blocks run from the inside out, each once.
export function main() {
  const log: string[] = [];
  const f = () => {
    try {
      try {
        try {
          return log.push('return');
        } finally {
          log.push('1');
        }
      } finally {
        log.push('2');
      }
    } finally {
      log.push('3');
    }
  };
  console.log(f(), log.join()); // expect: 1 return,1,2,3
}
