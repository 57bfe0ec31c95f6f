// Thousands of throws leave nothing behind.
export function main() {
  let caught = 0;
  const thrower = (n: number) => {
    if (n % 3 === 0) throw n;
    return n;
  };
  for (let i = 0; i < 3000; i++) {
    try {
      thrower(i);
    } catch {
      caught++;
    }
  }
  console.log(caught); // expect: 1000
}
