// A private constructor behind a static factory.
class Id {
  private static cache = new Map<string, Id>();
  private constructor(readonly text: string) {}
  static of(text: string) {
    let id = this.cache.get(text);
    if (!id) this.cache.set(text, (id = new Id(text)));
    return id;
  }
}

export function main() {
  console.log(Id.of('a') === Id.of('a'), Id.of('a') === Id.of('b'), Id.of('x').text); // expect: true false x
}
