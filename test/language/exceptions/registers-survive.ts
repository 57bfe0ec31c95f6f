// Variables changed before the throw keep their new values in the catch.
export function main() {
  let a = 1;
  let b = 'x';
  const c = [1];
  try {
    a = 2;
    b += 'y';
    c.push(a);
    (null as any).boom;
    a = 3;
  } catch {
    console.log(a, b, c.join()); // expect: 2 xy 1,2
  }
  console.log(a); // expect: 2
}
