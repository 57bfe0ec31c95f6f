// finally runs after success, after an error and after a return.
export function main() {
  const log: string[] = [];
  const f = (how: number) => {
    try {
      log.push('try');
      if (how === 1) throw 1;
      if (how === 2) return 'returned';
      return 'end';
    } catch {
      log.push('catch');
      return 'caught';
    } finally {
      log.push('finally');
    }
  };
  console.log(f(0), f(1), f(2)); // expect: end caught returned
  console.log(log.join()); // expect: try,finally,try,catch,finally,try,finally
}
