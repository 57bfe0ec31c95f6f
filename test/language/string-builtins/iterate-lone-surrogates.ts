// Iteration gives lone halves one by one.
export function main() {
  const units = [...'\ud800a\udc00\ud83d\ude00\ud800'].map(
    (c) => c.length + ':' + c.charCodeAt(0).toString(16),
  );
  console.log(units.join()); // expect: 1:d800,1:61,1:dc00,2:d83d,1:d800
}
