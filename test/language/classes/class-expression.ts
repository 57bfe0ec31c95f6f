// A class expression has a value and perhaps a name known only inside.
const A = class {
  who() {
    return 'anonymous';
  }
};
const B = class Inner {
  who() {
    return Inner.name;
  }
};

export function main() {
  console.log(new A().who(), new B().who(), A.name, B.name); // expect: anonymous Inner A Inner
  console.log(
    new (class {
      x = 1;
    })().x,
  ); // expect: 1
}
