// Substitutions are evaluated and converted one after the other.
export function main() {
  const log: string[] = [];
  const o = (name: string): any => {
    log.push(`make ${name}`);
    return {
      toString() {
        log.push(`text ${name}`);
        return name;
      },
    };
  };
  console.log(`${o('a')}-${o('b')}`, log.join(', ')); // expect: a-b make a, text a, make b, text b
}
