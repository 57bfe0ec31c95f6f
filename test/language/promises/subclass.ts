// Promise may be subclassed; then makes more of the subclass.
export async function main() {
  class Traced<T> extends Promise<T> {
    label() {
      return 'traced';
    }
  }
  const a = Traced.resolve(1) as Traced<number>;
  const b = a.then((n) => n + 1) as Traced<number>;
  console.log(a.label(), b.label(), b instanceof Traced, await b, (Traced.all([1]) as any).label()); // expect: traced traced true 2 traced
}
