// Methods that return this can be chained.
class Builder {
  private parts: string[] = [];
  add(part: string) {
    this.parts.push(part);
    return this;
  }
  build() {
    return this.parts.join('-');
  }
}

export function main() {
  console.log(new Builder().add('a').add('b').add('c').build()); // expect: a-b-c
}
