// A chain of fifty classes finds a method at its end.
export function main() {
  class Root {
    depth = 0;
    find() {
      return 'root';
    }
  }
  let Last: typeof Root = Root;
  for (let i = 0; i < 50; i++) {
    Last = class extends Last {
      override depth = i + 1;
    };
  }
  const o = new Last();
  console.log(o.find(), o.depth, o instanceof Root); // expect: root 50 true
}
