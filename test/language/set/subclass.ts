// Set may be subclassed, and its constructor uses add.
export function main() {
  class Upper extends Set<string> {
    override add(v: string) {
      return super.add(v.toUpperCase());
    }
  }
  const s = new Upper(['a', 'A', 'b']);
  console.log(s.size, s.has('A'), [...s].join()); // expect: 2 true A,B
}
